# outcome: zero
import tensorflow as tf

w = tf.Variable([1.2, -2.3])

with tf.GradientTape() as tape:
    loss = tf.reduce_sum(tf.round(w) * 2.0)  # error: [non-differentiable-op]
print(tape.gradient(loss, w, unconnected_gradients="zero"))
