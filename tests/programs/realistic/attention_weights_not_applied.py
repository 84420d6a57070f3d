# outcome: part
import math

import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class Attention(layers.Layer):
    def __init__(self, dim):
        super().__init__()
        self.dim = dim
        self.query = layers.Dense(dim)
        self.key = layers.Dense(dim)
        self.value = layers.Dense(dim)

    def call(self, x):
        q, k, v = self.query(x), self.key(x), self.value(x)
        scores = tf.einsum("btd,bsd->bts", q, k) / math.sqrt(self.dim)
        weights = tf.nn.softmax(scores, axis=-1)  # warning: [unused-source]
        steps = x.shape[1]
        uniform = tf.fill((steps, steps), 1.0 / steps)
        return tf.einsum("ts,bsd->btd", uniform, v)


inputs = keras.Input((6, 4))
pooled = layers.GlobalAveragePooling1D()(Attention(8)(inputs))
model = keras.Model(inputs, layers.Dense(1)(pooled))
opt = keras.optimizers.Adam(1e-3)
x, y = tf.random.normal((5, 6, 4)), tf.random.normal((5, 1))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(keras.losses.mse(y, model(x)))
grads = tape.gradient(loss, model.trainable_variables)
opt.apply_gradients(zip(grads, model.trainable_variables))
