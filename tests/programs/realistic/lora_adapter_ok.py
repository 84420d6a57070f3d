# outcome: flows
import tensorflow as tf
from tensorflow import keras


class LoRADense(keras.layers.Layer):
    """A frozen dense layer with a trainable low-rank update."""

    def __init__(self, frozen, rank=2, alpha=4.0):
        super().__init__()
        self.frozen = frozen
        self.frozen.trainable = False
        self.rank, self.scale = rank, alpha / rank

    def build(self, input_shape):
        if not self.frozen.built:
            self.frozen.build(input_shape)
        self.down = self.add_weight(
            shape=(input_shape[-1], self.rank), initializer="glorot_uniform", name="down"
        )
        self.up = self.add_weight(shape=(self.rank, self.frozen.units), name="up")

    def call(self, x):
        return self.frozen(x) + self.scale * tf.matmul(tf.matmul(x, self.down), self.up)

    def merged_kernel(self):
        return self.frozen.kernel + self.scale * self.down @ self.up


layer = LoRADense(keras.layers.Dense(3))
opt = keras.optimizers.Adam(1e-2)
x, y = tf.random.normal((10, 5)), tf.random.normal((10, 3))
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((layer(x) - y) ** 2)
    grads = tape.gradient(loss, layer.trainable_weights)
    opt.apply_gradients(zip(grads, layer.trainable_weights))
print(layer.merged_kernel().shape)
