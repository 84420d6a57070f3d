# outcome: part
import keras
import tensorflow as tf


class RBF(keras.layers.Layer):
    def __init__(self, n):
        super().__init__()
        self.n = n

    def build(self, shape):
        self.centers = self.add_weight(shape=(self.n, shape[-1]), initializer="random_normal")
        self.log_width = self.add_weight(shape=(), initializer="zeros")

    def call(self, x):
        d = tf.reduce_sum((x[:, None, :] - tf.convert_to_tensor(self.centers)) ** 2, axis=-1)
        return tf.exp(-d)

    def width_penalty(self):
        return tf.exp(tf.convert_to_tensor(self.log_width))


rbf = RBF(5)
x = tf.random.normal((10, 2))
rbf(x)
penalty = rbf.width_penalty()  # warning: [outside-tape]
for step in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((tf.reduce_sum(rbf(x), axis=1) - 1.0) ** 2) + 0.1 * penalty
    g = tape.gradient(loss, rbf.trainable_weights)
    print([t is None for t in g])
