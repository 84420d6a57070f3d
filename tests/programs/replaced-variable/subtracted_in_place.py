# outcome: flows raises RuntimeError
import tensorflow as tf

w = tf.Variable([1.0, 2.0])
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(w * w)
grad = tape.gradient(loss, w)
w -= 0.1 * grad  # error: [replaced-variable]
print(w)
