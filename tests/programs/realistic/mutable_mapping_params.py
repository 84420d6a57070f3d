# outcome: flows
from collections.abc import MutableMapping

import tensorflow as tf


class Params(MutableMapping):
    def __init__(self, **kw):
        self._store = {}
        self.update(kw)

    def __getitem__(self, key):
        return self._store[key]

    def __setitem__(self, key, value):
        self._store[key] = value if isinstance(value, tf.Variable) else tf.Variable(value, dtype=tf.float32)

    def __delitem__(self, key):
        del self._store[key]

    def __iter__(self):
        return iter(sorted(self._store))

    def __len__(self):
        return len(self._store)


p = Params(w=[0.1, 0.2], b=0)
p["scale"] = 2
p.setdefault("shift", 1.0)
unused = p.pop("shift")
x = tf.random.normal([6, 2])
for _ in range(2):
    with tf.GradientTape() as tape:
        out = p["scale"] * (tf.linalg.matvec(x, p["w"]) + p["b"])
        loss = tf.reduce_mean((out - p.get("target", 1.0)) ** 2)
    for (name, v), g in zip(p.items(), tape.gradient(loss, list(p.values()))):
        v.assign_sub(0.1 * g)
print({k: v.numpy() for k, v in p.items()})
