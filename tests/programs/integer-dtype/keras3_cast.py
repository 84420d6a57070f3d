# outcome: none
import keras
import tensorflow as tf
from keras import ops


class DepthHead(keras.layers.Layer):
    def __init__(self, **kw):
        super().__init__(**kw)
        self.proj = keras.layers.Dense(1)

    def call(self, x):
        depth = ops.softplus(self.proj(x)) * 10.0
        bins = ops.cast(depth, "int32")  # error: [integer-dtype]
        return ops.cast(bins, "float32") / 10.0


inp = keras.Input((4,))
model = keras.Model(inp, DepthHead()(keras.layers.Dense(4, activation="relu")(inp)))
x, y = keras.random.normal((6, 4)), keras.random.normal((6, 1))
with tf.GradientTape() as tape:
    out = model(x)
    loss = ops.mean(ops.abs(out - y))
grads = tape.gradient(loss, model.trainable_weights)
print(len([g for g in grads if g is None]))
