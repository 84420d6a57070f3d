# outcome: none
import tensorflow as tf


class Quantize(tf.keras.layers.Layer):
    def __init__(self, levels=8):
        super().__init__()
        self.levels = levels

    def call(self, x):
        x = tf.clip_by_value(x, 0.0, 1.0)
        q = tf.floor(x * self.levels)  # error: [non-differentiable-op]
        return q / self.levels


class Codec(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.enc = tf.keras.layers.Dense(4, activation="sigmoid")
        self.quant = Quantize()

    def call(self, x):
        return self.quant(self.enc(x))


codec = Codec()
x = tf.random.uniform((8, 4))
codec(x)
opt = tf.keras.optimizers.Adam()
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(codec(x) - x))
grads = tape.gradient(loss, codec.trainable_variables)
print([g is None for g in grads], loss.numpy())
