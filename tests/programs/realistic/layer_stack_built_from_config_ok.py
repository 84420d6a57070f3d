# outcome: flows
import tensorflow as tf
from tensorflow import keras

CONFIG = {
    "stem": {"type": "dense", "units": 12, "activation": "relu"},
    "blocks": [{"type": "residual", "units": 12}, {"type": "residual", "units": 12, "norm": True}],
    "head": {"type": "dense", "units": 1},
}
BUILDERS = {}


def register(name):
    def wrap(fn):
        BUILDERS[name] = fn
        return fn

    return wrap


@register("dense")
def build_dense(units, activation=None):
    return keras.layers.Dense(units, activation=activation)


class Residual(keras.layers.Layer):
    def __init__(self, units, norm=False):
        super().__init__()
        self.inner = keras.layers.Dense(units, activation="gelu")
        self.norm = keras.layers.LayerNormalization() if norm else None

    def call(self, x):
        y = self.inner(x if self.norm is None else self.norm(x))
        return x + y


@register("residual")
def build_residual(units, norm=False):
    return Residual(units, norm=norm)


def build(spec):
    spec = dict(spec)
    return BUILDERS[spec.pop("type")](**spec)


parts = [CONFIG["stem"], *CONFIG["blocks"], CONFIG["head"]]
model = keras.Sequential([build(spec) for spec in parts])
opt = keras.optimizers.Adam(1e-3)
x, y = tf.random.normal((10, 4)), tf.random.normal((10, 1))
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.huber(y, model(x)))
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
