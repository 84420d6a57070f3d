# outcome: part
import tensorflow as tf


class Affine(tf.Module):
    def __init__(self):
        super().__init__()
        self.a = tf.Variable(0.5)
        self.b = tf.Variable(0.0)

    def __call__(self, x):
        return self.a * x + self.b


model = Affine()
inner_rate = tf.Variable(0.1, name="inner_rate")
xs = tf.constant([0.0, 1.0, 2.0, 3.0])
ys = 2.0 * xs - 1.0


def loss_fn(x, y):
    return tf.reduce_mean((model(x) - y) ** 2)


with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        support = loss_fn(xs[:2], ys[:2])
    ga, gb = inner.gradient(support, [model.a, model.b])
    model.a.assign_sub(inner_rate * ga)  # warning: [state-write]
    model.b.assign_sub(inner_rate * gb)  # or: [state-write]
    query = loss_fn(xs[2:], ys[2:])
print(outer.gradient(query, [model.a, model.b, inner_rate]))
