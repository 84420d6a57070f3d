# outcome: flows
import tensorflow as tf


class Poly:
    def __init__(self, *coeffs):
        self.coeffs = list(coeffs)

    def __iadd__(self, other):
        self.coeffs = [a + b for a, b in zip(self.coeffs, other.coeffs)]
        return self

    def __imul__(self, s):
        self.coeffs = [a * s for a in self.coeffs]
        return self

    def __ifloordiv__(self, s):
        self.coeffs = [a / s for a in self.coeffs]
        return self

    def __imatmul__(self, m):
        self.coeffs = [sum(r * c for r, c in zip(row, self.coeffs)) for row in m]
        return self

    def __call__(self, x):
        y = 0.0
        for c in reversed(self.coeffs):
            y = y * x + c
        return y


a, b = tf.Variable(1.0), tf.Variable(-2.0)
x = tf.linspace(-1.0, 1.0, 5)
with tf.GradientTape() as tape:
    p = Poly(a, b, 0.5)
    p += Poly(b, 1.0, a)
    p *= 2.0
    p //= 3.0
    p @= [[1.0, 0.0, 0.5], [0.0, 1.0, 0.0], [0.0, 0.0, 2.0]]
    loss = tf.reduce_sum(p(x) ** 2)
print([g.numpy() for g in tape.gradient(loss, (a, b))])
