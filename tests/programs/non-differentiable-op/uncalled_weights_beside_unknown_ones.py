# outcome: part
import tensorflow as tf
from tensorflow import keras


class SortedPool(keras.layers.Layer):
    """Mixes in a wrapped layer and a learned temperature that only ranks."""

    def __init__(self, inner, regularizer=None, **kwargs):
        super().__init__(**kwargs)
        self.inner = inner
        self.regularizer = keras.regularizers.get(regularizer)
        self.input_spec = keras.layers.InputSpec(min_ndim=2)

    def build(self, input_shape):
        self.temperature = self.add_weight(
            shape=(input_shape[-1],), initializer="ones", regularizer=self.regularizer, name="temperature"
        )
        self.bias = self.add_weight(shape=(input_shape[-1],), initializer="zeros", name="bias")

    def call(self, inputs):
        hidden = self.inner(inputs) + self.bias
        order = tf.argsort(hidden / self.temperature, axis=-1)  # warning: [non-differentiable-op]
        return tf.gather(hidden, order, batch_dims=1)


# used: layer = SortedPool(keras.layers.Dense(3))
# used: x = tf.random.normal([4, 3])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(tf.square(layer(x)))
# used: print(tape.gradient(loss, layer.trainable_variables))
