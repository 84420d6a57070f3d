# outcome: part
import tensorflow as tf


class Affine(tf.keras.layers.Layer):
    def build(self, shape):
        self.gain = self.add_weight(shape=(shape[-1],), initializer="ones", name="gain")
        self.shift = self.add_weight(shape=(shape[-1],), initializer="zeros", trainable=False, name="shift")  # warning: [non-trainable-source]

    def call(self, x):
        return x * self.gain + self.shift


layer = Affine()
data = tf.random.normal((16, 3)) + 2.0
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(layer(data) ** 2)
    g_gain, g_shift = tape.gradient(loss, [layer.gain, layer.shift])
    layer.gain.assign(layer.gain - 0.1 * g_gain)
    if g_shift is not None:
        layer.shift.assign(layer.shift - 0.1 * g_shift)
