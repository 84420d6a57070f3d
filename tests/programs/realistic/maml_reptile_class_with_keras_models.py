# outcome: none raises ValueError
"""MAML over Keras models: the adapted copy gets its weights by set_weights."""
import numpy as np
import tensorflow as tf
from tensorflow import keras


def make_model():
    m = keras.Sequential([keras.Input((1,)), keras.layers.Dense(10, activation="relu"), keras.layers.Dense(1)])
    return m


class MAML:
    def __init__(self, inner_lr=0.01, outer_lr=1e-3):
        self.meta = make_model()
        self.inner_lr = inner_lr
        self.opt = keras.optimizers.Adam(outer_lr)
        self.mse = keras.losses.MeanSquaredError()

    def adapt(self, x, y):
        clone = make_model()
        clone.set_weights(self.meta.get_weights())  # error: [state-write] or: [leaves-tensorflow] or: [rewrapped-value]
        with tf.GradientTape() as tape:
            loss = self.mse(y, clone(x))
        grads = tape.gradient(loss, clone.trainable_variables)
        for v, g in zip(clone.trainable_variables, grads):
            v.assign_sub(self.inner_lr * g)
        return clone

    def outer(self, tasks):
        with tf.GradientTape() as tape:
            total = 0.0
            for (xs, ys), (xq, yq) in tasks:
                adapted = self.adapt(xs, ys)
                total += self.mse(yq, adapted(xq))  # or: [unrelated-target]
        grads = tape.gradient(total, self.meta.trainable_variables)  # or: [foreign-sources]
        self.opt.apply_gradients(zip(grads, self.meta.trainable_variables))
        return total


def sample():
    a, p = np.random.uniform(0.1, 5), np.random.uniform(0, np.pi)
    x = np.random.uniform(-5, 5, (10, 1)).astype("float32")
    y = (a * np.sin(x + p)).astype("float32")
    return (x[:5], y[:5]), (x[5:], y[5:])


maml = MAML()
maml.outer([sample() for _ in range(2)])
