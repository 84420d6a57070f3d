# outcome: flows
import tensorflow as tf


class ParamStore:
    """pyro-like: parameters come to life when first asked for."""

    def __init__(self):
        object.__setattr__(self, "_params", {})

    def __getattr__(self, name):
        try:
            return self._params[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name, value):
        self._params[name] = tf.Variable(value, name=name)

    def get(self, name, init):
        if name not in self._params:
            self._params[name] = tf.Variable(init())
        return self._params[name]

    def all(self):
        return [self._params[k] for k in sorted(self._params)]


P = ParamStore()
P.scale = 1.5
P.shift = [0.1, 0.2]


def model(x):
    W = P.get("W", lambda: tf.random.normal([2, 2], stddev=0.3))
    return P.scale * tf.matmul(x, W) + P.shift


x = tf.random.normal([5, 2])
model(x)
opt = tf.keras.optimizers.Adam(0.05)
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(x) - x[:, ::-1]))
    opt.apply_gradients(zip(tape.gradient(loss, P.all()), P.all()))
print(float(loss))
