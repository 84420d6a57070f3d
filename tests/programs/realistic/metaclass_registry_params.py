# outcome: flows
import tensorflow as tf


class Param:
    def __init__(self, *shape):
        self.shape = shape


class ModelMeta(type):
    def __new__(mcls, name, bases, ns):
        specs = {k: v for k, v in ns.items() if isinstance(v, Param)}
        cls = super().__new__(mcls, name, bases, ns)
        cls._specs = specs
        return cls

    def __call__(cls, *args, **kw):
        obj = super().__call__(*args, **kw)
        obj.params = {}
        for k, spec in cls._specs.items():
            obj.params[k] = tf.Variable(tf.random.normal(spec.shape))
            setattr(obj, k, obj.params[k])
        return obj


class Model(metaclass=ModelMeta):
    def loss(self, x):
        raise NotImplementedError


class Linear(Model):
    w = Param(3, 1)
    b = Param(1)

    def loss(self, x):
        return tf.reduce_mean((x @ self.w + self.b) ** 2)


m = Linear()
with tf.GradientTape() as tape:
    value = m.loss(tf.random.normal([4, 3]))
for k, g in tape.gradient(value, m.params).items():
    m.params[k].assign_sub(0.1 * g)
print(value.numpy(), sorted(m.params))
