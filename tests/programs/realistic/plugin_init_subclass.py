# outcome: flows
import tensorflow as tf


class Plugin:
    registry = {}

    def __init_subclass__(cls, /, key=None, **kwargs):
        super().__init_subclass__(**kwargs)
        Plugin.registry[key or cls.__name__.lower()] = cls

    @classmethod
    def create(cls, key, *args):
        return cls.registry[key](*args)


class Poly(Plugin, key="poly"):
    def __init__(self, degree):
        self.c = [tf.Variable(0.1 * (i + 1)) for i in range(degree + 1)]

    def __call__(self, x):
        return tf.add_n([c * x**i for i, c in enumerate(self.c)])


class Fourier(Plugin):
    def __init__(self, n):
        self.c = [tf.Variable(0.5) for _ in range(n)]

    def __call__(self, x):
        return tf.add_n([c * tf.sin((i + 1.0) * x) for i, c in enumerate(self.c)])


x = tf.linspace(-1.0, 1.0, 20)
for key in ("poly", "fourier"):
    model = Plugin.create(key, 3)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - tf.abs(x)) ** 2)
    print(key, [round(float(g), 3) for g in tape.gradient(loss, model.c)])
