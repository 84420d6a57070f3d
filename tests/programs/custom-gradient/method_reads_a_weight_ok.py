# outcome: flows
import keras
import tensorflow as tf


class Quantizer(keras.layers.Layer):
    def __init__(self, learned=False):
        super().__init__()
        self.learned = learned

    def build(self, shape):
        self.step_size = self.add_weight(name="step", shape=(), initializer="ones")
        self.scale = self.add_weight(name="s", shape=(), initializer="ones", trainable=False)
        self.mix = self.add_weight(name="mix", shape=(shape[-1],), initializer="ones")

    @tf.custom_gradient
    def coarsen(self, values, width):
        def straight(upstream):
            inside = tf.cast(tf.abs(values) < 4.0 * width, tf.float32)
            return upstream * inside * self.mix, tf.reduce_sum(upstream)

        return tf.round(values / width) * width / self.scale, straight

    @tf.custom_gradient
    def squeeze(self, values):
        bend = self.step_size

        def back(upstream, variables):
            return upstream, [tf.reduce_sum(upstream * values) for _ in variables]

        return tf.tanh(values * bend), back

    @tf.custom_gradient
    def bounded(self, values):
        limit = self.step_size if self.learned else 1.0

        def back(upstream):
            return upstream / limit

        return tf.clip_by_value(values, -limit, limit), back

    def call(self, values):
        coarse = self.coarsen(values * self.mix, tf.convert_to_tensor(self.step_size))
        return self.bounded(self.squeeze(coarse))


layer = Quantizer()
x = tf.constant([[0.3, 1.2], [2.0, -0.4]])
layer.build(x.shape)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(layer(x) - 1.0))
print(tape.gradient(loss, layer.trainable_variables))
