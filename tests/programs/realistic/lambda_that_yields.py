# outcome: flows
import tensorflow as tf
W = tf.Variable(2.0)
g = lambda: (yield W * 2.0)
with tf.GradientTape() as tape:
    out = sum(g())
print(tape.gradient(out, W))
