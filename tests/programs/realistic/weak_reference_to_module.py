# outcome: flows
import weakref
import tensorflow as tf
class M:
    def __init__(self):
        self.w = tf.Variable(2.0)
m = M()
r = weakref.ref(m)
with tf.GradientTape() as tape:
    loss = r().w ** 2
print(tape.gradient(loss, m.w))
d = weakref.WeakKeyDictionary()
d[m] = m.w
with tf.GradientTape() as tape:
    loss = d[m] ** 2
print(tape.gradient(loss, m.w))
