# outcome: flows
import tensorflow as tf
from collections.abc import MutableMapping
from collections import UserDict
class Store(MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
W = tf.Variable(2.0)
s = Store(); s["a"] = tf.constant(1.0); s.update(a=W)
u = UserDict(); u["a"] = tf.constant(1.); u.update(a=W)
with tf.GradientTape(persistent=True) as tape:
    loss = s["a"] ** 2
    l2 = sum(s.values())
    l3 = u["a"] ** 2
    l4 = s.get("a") * 2.0
print(tape.gradient(loss, W), tape.gradient(l2, W), tape.gradient(l3, W), tape.gradient(l4, W))
