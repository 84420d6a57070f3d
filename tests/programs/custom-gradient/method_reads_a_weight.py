# outcome: flows raises TypeError
import keras
import tensorflow as tf


class Quantizer(keras.layers.Layer):
    def build(self, shape):
        self.step_size = self.add_weight(name="step", shape=(), initializer="ones")
        self.mix = self.add_weight(name="mix", shape=(shape[-1],), initializer="ones")

    @tf.custom_gradient
    def coarsen(self, values):
        width = tf.abs(self.step_size) + 1e-3  # or: [custom-gradient]

        def straight(upstream):  # error: [custom-gradient]
            return upstream * tf.cast(tf.abs(values) < 4.0 * width, tf.float32)

        return tf.round(values / width) * width, straight

    def call(self, values):
        return self.coarsen(values * self.mix)


layer = Quantizer()
x = tf.constant([[0.3, 1.2], [2.0, -0.4]])
layer.build(x.shape)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(layer(x) - 1.0))
print(tape.gradient(loss, layer.trainable_variables))
