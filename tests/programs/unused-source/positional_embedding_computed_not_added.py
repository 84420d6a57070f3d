# outcome: part
import keras
import tensorflow as tf
from keras import layers, ops


class Embed(layers.Layer):
    def __init__(self, vocab, length, dim):
        super().__init__()
        self.tokens = layers.Embedding(vocab, dim)
        self.positions = layers.Embedding(length, dim)
        self.norm = layers.LayerNormalization()

    def call(self, ids):
        pos = ops.arange(ops.shape(ids)[1])
        x = self.tokens(ids)
        p = self.positions(pos)  # warning: [unused-source]
        return self.norm(x)  # or: [unused-source]


inputs = keras.Input((6,), dtype="int32")
x = Embed(10, 6, 4)(inputs)
x = layers.GlobalAveragePooling1D()(x)
model = keras.Model(inputs, layers.Dense(1)(x))
with tf.GradientTape() as tape:
    loss = ops.mean(model(tf.zeros((2, 6), tf.int32)) ** 2)
grads = tape.gradient(loss, model.trainable_weights)
print([g is None for g in grads])
