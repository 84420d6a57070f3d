# outcome: flows
import tensorflow as tf
from tensorflow import keras


class Ensemble(keras.Model):
    """Average of several regressors."""

    def __init__(self, n):
        super().__init__()
        self.members = [keras.layers.Dense(1) for _ in range(n)]

    def call(self, x):
        total = 0.0
        for m in self.members:
            total += m(x)
        return total / len(self.members)


ens = Ensemble(3)
x, y = tf.random.normal((8, 4)), tf.random.normal((8, 1))
opt = keras.optimizers.SGD(0.1)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(keras.losses.mse(y, ens(x)))
grads = tape.gradient(loss, ens.trainable_variables)
opt.apply_gradients(zip(grads, ens.trainable_variables))
