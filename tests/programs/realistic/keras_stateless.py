# outcome: flows
import keras
import numpy as np
import tensorflow as tf
from keras import ops


def cosine(a, b):
    return ops.sum(ops.normalize(a, axis=-1) * ops.normalize(b, axis=-1), axis=-1)


@keras.saving.register_keras_serializable()
class ArcFace(keras.layers.Layer):
    def __init__(self, classes, s=8.0, m=0.1):
        super().__init__()
        self.classes, self.s, self.m = classes, s, m

    def build(self, shape):
        self.w = self.add_weight(shape=(self.classes, shape[-1]), initializer="glorot_normal", name="w")

    def call(self, f, y=None):
        cos = ops.matmul(ops.normalize(f, axis=-1), ops.transpose(ops.normalize(self.w, axis=-1)))
        if y is None:
            return self.s * cos
        theta = ops.arccos(ops.clip(cos, -0.999, 0.999))
        onehot = ops.one_hot(y, self.classes)
        return self.s * ops.cos(theta + self.m * onehot)


body = keras.Sequential([keras.Input((5,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(4)])
head = ArcFace(3)
head.build((None, 4))
ema = [ops.convert_to_numpy(w) for w in body.weights]
opt = keras.optimizers.Adam(keras.optimizers.schedules.PiecewiseConstantDecay([5], [1e-2, 1e-3]))
for step in range(3):
    x = keras.random.normal((12, 5))
    y = ops.cast(ops.argmax(x[:, :3], axis=-1), "int32")
    with tf.GradientTape() as tape:
        logits = head(body(x), y)
        loss = ops.mean(keras.losses.sparse_categorical_crossentropy(y, logits, from_logits=True))
    weights = body.trainable_weights + head.trainable_weights
    opt.apply(tape.gradient(loss, weights), weights)
    ema = [0.9 * a + 0.1 * ops.convert_to_numpy(w) for a, w in zip(ema, body.weights)]
    acc = np.mean(ops.convert_to_numpy(ops.argmax(head(body(x)), -1)) == ops.convert_to_numpy(y))
    print(step, float(loss), acc)
