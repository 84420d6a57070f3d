# outcome: flows
import tensorflow as tf


class Affine(tf.Module):
    def __init__(self):
        super().__init__()
        self.a = tf.Variable(0.5)
        self.b = tf.Variable(0.0)

    def __call__(self, x, params=None):
        a, b = params if params is not None else (self.a, self.b)
        return a * x + b


model = Affine()
inner_rate = tf.Variable(0.1, name="inner_rate")
xs = tf.constant([0.0, 1.0, 2.0, 3.0])
ys = 2.0 * xs - 1.0


def loss_fn(x, y, params=None):
    return tf.reduce_mean((model(x, params) - y) ** 2)


for _ in range(3):
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            support = loss_fn(xs[:2], ys[:2])
        ga, gb = inner.gradient(support, [model.a, model.b])
        adapted = (model.a - inner_rate * ga, model.b - inner_rate * gb)
        query = loss_fn(xs[2:], ys[2:], adapted)
    grads = outer.gradient(query, [model.a, model.b, inner_rate])
    for v, g in zip([model.a, model.b, inner_rate], grads):
        v.assign_sub(0.01 * g)
