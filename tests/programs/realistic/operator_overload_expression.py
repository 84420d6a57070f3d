# outcome: flows
import operator

import tensorflow as tf


class Expr:
    def __init__(self, fn, *args):
        self.fn, self.args = fn, args

    @staticmethod
    def lift(v):
        return v if isinstance(v, Expr) else Expr(lambda env: v)

    def _bin(op):
        def method(self, other):
            a, b = self, Expr.lift(other)
            return Expr(lambda env: op(a(env), b(env)))

        return method

    __add__ = _bin(operator.add)
    __mul__ = _bin(operator.mul)
    __sub__ = _bin(operator.sub)
    __pow__ = _bin(operator.pow)
    __radd__ = __add__
    __rmul__ = __mul__

    def __call__(self, env):
        return self.fn(env)


def Var(name):
    return Expr(lambda env: env[name])


x, a, b = map(Var, "xab")
model = a * x**2 + b * x + 1.0
env = {"a": tf.Variable(1.0), "b": tf.Variable(-2.0), "x": tf.constant([0.0, 1.0, 2.0])}
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((model(env) - [1.0, 1.5, 3.0]) ** 2)
grads = tape.gradient(loss, [env[k] for k in "ab"])
print(*(g.numpy() for g in grads))
