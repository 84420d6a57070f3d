# outcome: flows
import tensorflow as tf


class Param:
    """A descriptor: one variable per instance, made at the first read."""

    def __init__(self, init, positive=False):
        self.init, self.positive = init, positive

    def __set_name__(self, owner, name):
        self.slot = "_var_" + name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        raw = obj.__dict__.setdefault(self.slot, tf.Variable(self.init))
        return tf.nn.softplus(raw) if self.positive else raw


class Damped:
    mass = Param(1.0, positive=True)
    stiffness = Param(2.0, positive=True)
    offset = Param(0.0)

    def variables(self):
        return [v for v in vars(self).values() if isinstance(v, tf.Variable)]

    def response(self, t):
        return self.offset + tf.cos(t * tf.sqrt(self.stiffness / self.mass))


model = Damped()
t = tf.linspace(0.0, 5.0, 40)
model.response(t)
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model.response(t) - tf.cos(2.0 * t)) ** 2)
    vs = model.variables()
    for v, g in zip(vs, tape.gradient(loss, vs)):
        v.assign_sub(0.05 * g)
print(loss.numpy())
