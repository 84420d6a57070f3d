# outcome: flows
import inspect
import tensorflow as tf
class M:
    def __init__(self):
        self.w = tf.Variable(2.0)
        self.b = tf.Variable(1.0)
m = M()
vs = [v for _, v in inspect.getmembers(m) if isinstance(v, tf.Variable)]
with tf.GradientTape() as tape:
    loss = m.w * 3.0 + m.b
print(tape.gradient(loss, vs))
with tf.GradientTape() as tape:
    loss = sum(getattr(m, n) ** 2 for n in dir(m) if isinstance(getattr(m, n), tf.Variable))
print(tape.gradient(loss, [m.w, m.b]))
