# outcome: zero
import tensorflow as tf

width = tf.Variable(0.0)
seen = tf.constant([0.4, -0.3, 0.8])
for _ in range(3):
    with tf.GradientTape() as tape:
        spread = tf.maximum(width, 1e-3)  # error: [zero-gradient]
        loss = tf.reduce_mean(tf.square(seen / spread) / 2.0 + tf.math.log(spread))
    width.assign_sub(1e-6 * tape.gradient(loss, width))
print(float(width))
