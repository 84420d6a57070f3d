# outcome: flows raises ValueError
import tensorflow as tf

w = tf.Variable([1.0, 2.0])
with tf.GradientTape(persistent=True) as tape:
    losses = {"length": tf.reduce_sum(w**2), "sum": tf.reduce_sum(3.0 * w)}
for name, loss in losses.items():
    print(name, tape.gradient(loss, w))
    tape.reset()  # error: [tape-reused]
