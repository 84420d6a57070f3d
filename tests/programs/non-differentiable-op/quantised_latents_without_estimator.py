# outcome: part
import tensorflow as tf
from tensorflow import keras


class Codes(keras.layers.Layer):
    def __init__(self, count, width):
        super().__init__()
        self.table = self.add_weight(shape=(count, width), initializer="uniform", name="table")

    def call(self, latent):
        apart = tf.norm(latent[:, None, :] - self.table[None] + 1e-6, axis=-1)
        nearest = tf.argmin(apart, axis=-1)  # warning: [non-differentiable-op]
        chosen = tf.gather(self.table, nearest)
        self.add_loss(tf.reduce_mean(tf.square(chosen - tf.stop_gradient(latent))))
        return chosen


encoder, codes, decoder = keras.layers.Dense(3), Codes(6, 3), keras.layers.Dense(5)
inputs = keras.Input((5,))
model = keras.Model(inputs, decoder(codes(encoder(inputs))))
optimizer = keras.optimizers.Adam(1e-2)
x = tf.random.normal((12, 5))
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - x) ** 2) + tf.add_n(model.losses)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
