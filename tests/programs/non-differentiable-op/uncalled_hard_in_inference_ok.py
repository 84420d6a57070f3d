# outcome: flows
import tensorflow as tf
from tensorflow import keras


class GumbelSelector(keras.layers.Layer):
    """Soft choices while it learns, hard ones afterwards."""

    def __init__(self, choices, temperature=0.5, **kwargs):
        super().__init__(**kwargs)
        self.choices = choices
        self.temperature = temperature

    def build(self, input_shape):
        self.logits = self.add_weight(shape=(self.choices, input_shape[-1]), name="logits")

    def call(self, inputs, training=False):
        if training:
            noise = -tf.math.log(-tf.math.log(tf.random.uniform(tf.shape(self.logits), 1e-6, 1.0 - 1e-6)))
            chosen = tf.nn.softmax((self.logits + noise) / self.temperature)
        else:
            chosen = tf.one_hot(tf.argmax(self.logits, axis=-1), inputs.shape[-1])
        return tf.matmul(inputs, chosen, transpose_b=True)


# used: selector = GumbelSelector(2)
# used: x = tf.random.normal([4, 5])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(selector(x, training=True) ** 2)
# used: print(tape.gradient(loss, selector.trainable_variables))
