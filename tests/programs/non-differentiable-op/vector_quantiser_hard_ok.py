# outcome: flows
import tensorflow as tf


class VectorQuantizer(tf.keras.layers.Layer):
    def __init__(self, codes, dim):
        super().__init__()
        self.codebook = self.add_weight(shape=(dim, codes), initializer="uniform", name="codebook")

    def call(self, z):
        distance = (
            tf.reduce_sum(z**2, axis=1, keepdims=True)
            - 2 * tf.matmul(z, self.codebook)
            + tf.reduce_sum(self.codebook**2, axis=0)
        )
        index = tf.argmin(distance, axis=1)
        q = tf.nn.embedding_lookup(tf.transpose(self.codebook), index)
        commitment = tf.reduce_mean((tf.stop_gradient(q) - z) ** 2)
        codebook = tf.reduce_mean((q - tf.stop_gradient(z)) ** 2)
        self.add_loss(codebook + 0.25 * commitment)
        return z + tf.stop_gradient(q - z)


encoder = tf.keras.layers.Dense(4)
quantizer = VectorQuantizer(8, 4)
decoder = tf.keras.layers.Dense(10)
data = tf.random.normal((5, 10))

with tf.GradientTape() as tape:
    restored = decoder(quantizer(encoder(data)))
    loss = tf.reduce_mean((restored - data) ** 2) + sum(quantizer.losses)

variables = encoder.trainable_weights + quantizer.trainable_weights + decoder.trainable_weights
for v, g in zip(variables, tape.gradient(loss, variables)):
    print(v.path, g is not None)
