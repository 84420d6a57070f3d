# outcome: flows
import keras
import tensorflow as tf
from keras import layers, ops


class AttentionPool(layers.Layer):
    """Keeps the last attention map as state, for plots."""

    def __init__(self, steps, **kw):
        super().__init__(**kw)
        self.steps = steps
        self.scorer = layers.Dense(1)

    def build(self, shape):
        self.scorer.build(shape)
        self.last_map = self.add_weight(shape=(self.steps, 1), initializer="zeros", trainable=False)

    def call(self, x):
        scores = ops.softmax(ops.mean(self.scorer(x), axis=0), axis=0)
        self.last_map.assign(scores)
        return ops.sum(x * scores, axis=1)


model = keras.Sequential([AttentionPool(5), layers.Dense(1)])
x = tf.random.normal((4, 5, 3))
model(x)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(model(x) ** 2)
print([g is None for g in tape.gradient(loss, model.trainable_variables)])
