# outcome: part
import tensorflow as tf


class AdapterMixin:
    def make_adapter(self, dim, r=2):
        self.down = tf.keras.layers.Dense(r)
        self.up = tf.keras.layers.Dense(dim)

    def adapt(self, h):
        return h + self.up(tf.nn.gelu(self.down(h)))


class Encoder(tf.keras.layers.Layer):
    def __init__(self, dim):
        super().__init__()
        self.proj = tf.keras.layers.Dense(dim)

    def call(self, x):
        return self.proj(x)


class AdaptedEncoder(AdapterMixin, Encoder):
    def __init__(self, dim):
        super().__init__(dim)
        self.make_adapter(dim)

    def call(self, x):
        h = super().call(x)
        self.adapt(h)  # warning: [unused-source]
        return h  # or: [unused-source]


enc = AdaptedEncoder(4)
x = tf.random.normal((6, 3))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(enc(x) ** 2)
g = tape.gradient(loss, enc.trainable_variables)
print([t is not None for t in g])
