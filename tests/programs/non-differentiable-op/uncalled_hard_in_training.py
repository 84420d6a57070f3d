# outcome: none
import tensorflow as tf
from tensorflow import keras


class Selector(keras.layers.Layer):
    """The two branches are the wrong way round."""

    def __init__(self, choices, **kwargs):
        super().__init__(**kwargs)
        self.choices = choices

    def build(self, input_shape):
        self.logits = self.add_weight(shape=(self.choices, input_shape[-1]), name="logits")

    def call(self, inputs, training=None):
        if training:
            chosen = tf.one_hot(tf.argmax(self.logits, axis=-1), inputs.shape[-1])  # error: [non-differentiable-op]
        else:
            chosen = tf.nn.softmax(self.logits)
        return tf.matmul(inputs, chosen, transpose_b=True)


# used: selector = Selector(2)
# used: x = tf.random.normal([4, 5])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(selector(x, training=True) ** 2)
# used: print(tape.gradient(loss, selector.trainable_variables))
