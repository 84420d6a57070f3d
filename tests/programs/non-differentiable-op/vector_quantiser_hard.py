# outcome: part
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
        index = tf.argmin(distance, axis=1)  # warning: [non-differentiable-op]
        return tf.nn.embedding_lookup(tf.transpose(self.codebook), index)


encoder = tf.keras.layers.Dense(4)
quantizer = VectorQuantizer(8, 4)
decoder = tf.keras.layers.Dense(10)
data = tf.random.normal((5, 10))

with tf.GradientTape() as tape:
    restored = decoder(quantizer(encoder(data)))
    loss = tf.reduce_mean((restored - data) ** 2)

variables = encoder.trainable_weights + quantizer.trainable_weights + decoder.trainable_weights
for v, g in zip(variables, tape.gradient(loss, variables)):
    print(v.path, g is not None)
