# outcome: flows
import tensorflow as tf


class Slope(tf.keras.layers.Layer):
    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], 1))

    def call(self, rows):
        return rows @ self.kernel


slope, own = tf.keras.layers.Dense(1, use_bias=False), Slope()
slope.build((None, 2))
rows, prices = tf.random.normal((9, 2)), tf.random.normal((9, 1))

for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(slope(rows) + own(rows) - prices))
    first, second = tape.gradient(loss, [slope.kernel, own.kernel])
    slope.kernel.assign(slope.kernel - 0.1 * first)
    own.kernel.assign_sub(0.1 * second)
try:
    slope.kernel = tf.zeros((2, 1))
except AttributeError:
    slope.kernel.assign(tf.zeros((2, 1)))
