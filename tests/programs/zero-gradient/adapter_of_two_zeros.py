# outcome: zero
import tensorflow as tf
from tensorflow import keras


class Adapted(keras.layers.Layer):
    """A frozen layer with a correction of low rank."""

    def __init__(self, inner, rank):
        super().__init__()
        self.inner, self.rank = inner, rank
        inner.trainable = False

    def build(self, shape):
        rows, columns = self.inner.kernel.shape
        self.down = self.add_weight(shape=(rows, self.rank), initializer="zeros", name="down")  # error: [zero-gradient]
        self.up = self.add_weight(shape=(self.rank, columns), initializer="zeros", name="up")  # or: [zero-gradient]

    def call(self, x):
        return self.inner(x) + tf.matmul(tf.matmul(x, self.down), self.up)


x = tf.random.normal((8, 4))
inner = keras.layers.Dense(3)
inner(x)
adapted = Adapted(inner, 2)
adapted(x)
optimizer = keras.optimizers.Adam(0.01)
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((adapted(x) - 1.0) ** 2)
    grads = tape.gradient(loss, adapted.trainable_variables)
    optimizer.apply_gradients(zip(grads, adapted.trainable_variables))
