# outcome: flows
import tensorflow as tf


def unconstrained(name, forward):
    def get(self):
        return forward(self._raw[name])

    def put(self, value):
        self._raw[name] = tf.Variable(value)

    return property(get, put)


class Distribution:
    loc = unconstrained("loc", tf.identity)
    scale = unconstrained("scale", tf.nn.softplus)
    variance = property(lambda self: self.scale**2)

    def __init__(self, loc, scale):
        self._raw = {}
        self.loc = loc
        self.scale = scale

    def log_prob(self, x):
        return -0.5 * (x - self.loc) ** 2 / self.variance - tf.math.log(self.scale)


d = Distribution(0.0, 1.0)
x = tf.random.normal([50]) * 2.0 + 3.0
for _ in range(3):
    with tf.GradientTape() as tape:
        nll = -tf.reduce_mean(d.log_prob(x))
    grads = tape.gradient(nll, d._raw)
    for k, g in grads.items():
        d._raw[k].assign_sub(0.1 * g)
print(d.loc.numpy(), d.scale.numpy())
