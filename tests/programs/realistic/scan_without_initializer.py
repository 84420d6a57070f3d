# outcome: flows
import tensorflow as tf
w = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape() as tape:
    loss = tf.scan(lambda a, x: a * x, w)[-1]
print(tape.gradient(loss, w))
