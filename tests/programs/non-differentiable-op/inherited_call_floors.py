# outcome: part raises ValueError
import numpy as np
import tensorflow as tf


class Encoder(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.project = tf.keras.layers.Dense(units, use_bias=False)

    def call(self, x):
        return tf.nn.tanh(self.project(x))


class CountEncoder(Encoder):
    def __init__(self, units, buckets):
        super().__init__(units)
        self.buckets = buckets

    def call(self, x):
        hidden = super().call(x)
        return tf.floor(hidden * self.buckets) / self.buckets  # warning: [non-differentiable-op]


encoder = CountEncoder(4, buckets=10.0)
readout = tf.keras.layers.Dense(1)
x = np.random.rand(6, 3).astype("float32")
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(readout(encoder(x))))
variables = [*encoder.trainable_variables, *readout.trainable_variables]
grads = tape.gradient(loss, variables)
norm = tf.linalg.global_norm(grads[1:])
print("norm", norm.numpy())
tf.stack([tf.reduce_max(tf.abs(tf.convert_to_tensor(g))) for g in grads])
