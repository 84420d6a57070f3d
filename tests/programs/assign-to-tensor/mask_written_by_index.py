# outcome: raises TypeError
import tensorflow as tf
from tensorflow.keras import layers


class MaskedAttention(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.q, self.k = layers.Dense(units), layers.Dense(units)

    def call(self, x):
        scores = tf.matmul(self.q(x), self.k(x), transpose_b=True)
        scores[:, :, 0] = -1e9  # error: [assign-to-tensor]
        return tf.matmul(tf.nn.softmax(scores), x)


attn = MaskedAttention(4)
x = tf.random.normal((2, 5, 3))
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(attn(x) ** 2)
print(tape.gradient(loss, attn.trainable_variables))
