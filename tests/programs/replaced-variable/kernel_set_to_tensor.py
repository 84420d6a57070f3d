# outcome: flows raises AttributeError
import tensorflow as tf

slope = tf.keras.layers.Dense(1, use_bias=False)
slope.build((None, 2))
rows, prices = tf.random.normal((9, 2)), tf.random.normal((9, 1))

for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(slope(rows) - prices))
    grad = tape.gradient(loss, slope.kernel)
    slope.kernel = slope.kernel - 0.1 * grad  # error: [replaced-variable]
