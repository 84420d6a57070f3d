# outcome: flows
import tensorflow as tf

left = tf.constant([[1.0, 0.0], [0.0, 2.0]])
right = tf.constant([[0.5, 1.0], [1.0, 0.5]])
scale = tf.Variable(0.7)

with tf.GradientTape() as tape:
    leaky = tf.keras.activations.relu(tf.constant([-1.0, 2.0]), negative_slope=-0.5)
    crossed = tf.matmul(left, tf.constant([[3.0, 1.0], [1.0, 4.0]]), transpose_b=True)
    summed = tf.reduce_sum(left, axis=0, keepdims=True) + tf.reduce_max(right)
    total = tf.reduce_sum(tf.sqrt(leaky * scale)) + tf.reduce_sum(tf.sqrt(crossed * scale))
    total += tf.reduce_sum(tf.sqrt(summed * scale))
print(tape.gradient(total, scale))
