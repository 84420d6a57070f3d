# outcome: flows
import math
import keras
import tensorflow as tf
from keras import ops


class MDN(keras.layers.Layer):
    def __init__(self, k, **kw):
        super().__init__(**kw)
        self.k = k
        self.pi, self.mu, self.sigma = keras.layers.Dense(k), keras.layers.Dense(k), keras.layers.Dense(k, activation="softplus")

    def call(self, h):
        return self.pi(h), self.mu(h), self.sigma(h) + 1e-3


def mdn_nll(y, out):
    logits, mu, sigma = out
    comp = -0.5 * ops.square((y - mu) / sigma) - ops.log(sigma) - 0.5 * math.log(2 * math.pi)
    return -ops.mean(ops.logsumexp(ops.log_softmax(logits, axis=-1) + comp, axis=-1))


def mode(out):
    logits, mu, _ = out
    return ops.take_along_axis(mu, ops.argmax(logits, axis=-1, keepdims=True), axis=-1)


class Regressor(keras.Model):
    def __init__(self):
        super().__init__()
        self.h = keras.layers.Dense(12, activation="tanh")
        self.mdn = MDN(3)
        self.mae = keras.metrics.Mean("mae")

    def call(self, x):
        return self.mdn(self.h(x))

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            out = self(x)
            loss = mdn_nll(y, out)
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.trainable_weights), self.trainable_weights))
        self.mae.update_state(ops.mean(ops.abs(mode(out) - y)))
        return {"loss": loss, "mae": self.mae.result()}


x = keras.random.uniform((32, 1), -1, 1)
y = ops.where(keras.random.uniform((32, 1)) > 0.5, x, -x)
r = Regressor()
r.compile(optimizer="adam", run_eagerly=True)
print(r.fit(ops.convert_to_numpy(x), ops.convert_to_numpy(y), batch_size=16, verbose=0).history)
