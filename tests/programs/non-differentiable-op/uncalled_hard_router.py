# outcome: part
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class HardMixture(layers.Layer):
    """Sends each example to the expert that the router prefers."""

    def __init__(self, experts, units, **kwargs):
        super().__init__(**kwargs)
        self.experts = experts
        self.units = units
        self.router = layers.Dense(experts, use_bias=False)

    def build(self, input_shape):
        self.kernels = self.add_weight(
            shape=(self.experts, input_shape[-1], self.units), initializer="glorot_uniform", name="kernels"
        )

    def call(self, inputs):
        chosen = tf.argmax(self.router(inputs), axis=-1)  # warning: [non-differentiable-op]
        kernels = tf.gather(self.kernels, chosen)
        return tf.einsum("bi,bio->bo", inputs, kernels)


# used: mixture = HardMixture(3, 2)
# used: x = tf.random.normal([4, 5])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(mixture(x))
# used: print(tape.gradient(loss, mixture.trainable_variables))
