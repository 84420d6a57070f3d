# outcome: flows
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class SwitchMixture(layers.Layer):
    """Sends each example to one expert and weighs what it says with its probability."""

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
        probabilities = tf.nn.softmax(self.router(inputs))
        chosen = tf.argmax(probabilities, axis=-1)
        share = tf.reduce_mean(tf.one_hot(chosen, self.experts), axis=0)
        self.add_loss(self.experts * tf.reduce_sum(share * tf.reduce_mean(probabilities, axis=0)))
        kernels = tf.gather(self.kernels, chosen)
        weight = tf.reduce_max(probabilities, axis=-1, keepdims=True)
        return weight * tf.einsum("bi,bio->bo", inputs, kernels)


# used: mixture = SwitchMixture(3, 2)
# used: x = tf.random.normal([4, 5])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(mixture(x)) + sum(mixture.losses)
# used: print(tape.gradient(loss, mixture.trainable_variables))
