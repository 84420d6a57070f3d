# outcome: flows
import abc

import tensorflow as tf
from tensorflow.keras import layers


class Recurrent(abc.ABC):
    @classmethod
    def __subclasshook__(cls, other):
        return hasattr(other, "reset_states") or NotImplemented


class Differentiable(abc.ABC):
    pass


class Gauss:
    def __init__(self):
        self.mu = tf.Variable([0.5, -0.5])

    def __call__(self, x):
        return tf.exp(-((x - self.mu) ** 2))


Differentiable.register(Gauss)


def penalty(layer, out):
    if isinstance(layer, layers.RNN):
        return 0.1 * tf.reduce_mean(tf.abs(out))
    if isinstance(layer, Differentiable):
        return tf.reduce_mean(out**2)
    return tf.constant(0.0)


g, lstm = Gauss(), layers.LSTM(2)
x = tf.random.normal([3, 4, 2])
with tf.GradientTape() as tape:
    loss = penalty(g, g(x)) + penalty(lstm, lstm(x))
grads = tape.gradient(loss, [g.mu, *lstm.trainable_variables])
print([v.shape for v in grads])
