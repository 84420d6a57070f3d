# outcome: flows
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class Quantize(layers.Layer):
    def __init__(self, bits=4, **kw):
        super().__init__(**kw)
        self.scale = float(2 ** bits - 1)

    def call(self, inputs):
        x = tf.clip_by_value(inputs, 0.0, 1.0)
        q = tf.round(x * self.scale) / self.scale
        return x + tf.stop_gradient(q - x)


encoder_in = keras.Input((8,))
h = layers.Dense(6, activation="sigmoid", name="enc")(encoder_in)
q = Quantize(bits=3)(h)
decoded = layers.Dense(8, name="dec")(q)
auto = keras.Model(encoder_in, decoded)

sgd = keras.optimizers.SGD(0.1)
batch = tf.random.uniform((16, 8))
with tf.GradientTape() as tape:
    recon = auto(batch, training=True)
    mse = tf.reduce_mean(tf.square(recon - batch))
grads = tape.gradient(mse, auto.trainable_variables)
for g, v in zip(grads, auto.trainable_variables):
    print(v.path, "no gradient" if g is None else float(tf.norm(g)))
sgd.apply_gradients([(g, v) for g, v in zip(grads, auto.trainable_variables) if g is not None])
