# outcome: flows
import keras
import tensorflow as tf
from keras import ops


class Router(keras.layers.Layer):
    def __init__(self, experts, top, **kwargs):
        super().__init__(**kwargs)
        self.experts = experts
        self.top = top
        self.gate = keras.layers.Dense(experts, use_bias=False)

    def call(self, x):
        probabilities = ops.softmax(self.gate(x))
        values, chosen = ops.top_k(probabilities, self.top)
        mask = ops.sum(ops.one_hot(chosen, self.experts), axis=1)
        kept = probabilities * mask
        return kept / ops.sum(values, axis=-1, keepdims=True)


class Mixture(keras.Model):
    def __init__(self, experts=3):
        super().__init__()
        self.router = Router(experts, top=2)
        self.experts = [keras.layers.Dense(2) for _ in range(experts)]

    def call(self, x):
        weights = self.router(x)
        outputs = ops.stack([expert(x) for expert in self.experts], axis=1)
        return ops.sum(outputs * ops.expand_dims(weights, -1), axis=1)


mixture = Mixture()
x, y = tf.random.normal((8, 4)), tf.random.normal((8, 2))
with tf.GradientTape() as tape:
    loss = ops.mean(ops.square(mixture(x) - y))
grads = tape.gradient(loss, mixture.trainable_variables)
print({v.path: g is not None for v, g in zip(mixture.trainable_variables, grads)})
