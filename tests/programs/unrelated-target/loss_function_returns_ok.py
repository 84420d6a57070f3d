# outcome: flows
"""Functions without a result beside the loss, and ones that return it in a way of their own."""
import tensorflow as tf

w = tf.Variable([1.0, 2.0])
kept = []


def keep(x):
    kept.append(tf.reduce_sum(w * x))


def early(x, square):
    if square:
        return tf.reduce_sum((w * x) ** 2)
    else:
        return tf.reduce_sum(w * x)


def rarely(x):
    loss = tf.reduce_sum(w * x)
    if tf.reduce_any(x > 10.0):
        return None
    return loss


class Base:
    def loss(self, x):
        """Subclasses compute it."""

    def ask(self, x):
        with tf.GradientTape() as tape:
            loss = self.loss(x)
        return None if loss is None else tape.gradient(loss, w)


class Sum(Base):
    def loss(self, x):
        return tf.reduce_sum(w * x)


x = tf.ones(2)
with tf.GradientTape(persistent=True) as tape:
    nothing = keep(x)
    one, two = early(x, True), rarely(x)
if nothing is not None:
    print(tape.gradient(nothing, w))
print(tape.gradient(kept[-1], w), tape.gradient(one, w), tape.gradient(two, w))
print(Sum().ask(x), Base().ask(x))
