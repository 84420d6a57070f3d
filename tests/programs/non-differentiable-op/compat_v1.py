# outcome: none
import tensorflow as tf
import tensorflow.compat.v1 as tf1

scale = tf.Variable([1.5, 2.5])
with tf.GradientTape() as tape:
    steps = tf1.floor(tf1.exp(scale))  # error: [non-differentiable-op]
    loss = tf.reduce_sum(steps)
grad = tape.gradient(loss, scale)
