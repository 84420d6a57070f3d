# outcome: flows
import tensorflow as tf


def make_clipper(limit):
    @tf.custom_gradient
    def clip_backward(x):
        def grad(dy):
            return tf.clip_by_norm(dy, limit)

        return tf.identity(x), grad

    return clip_backward


@tf.custom_gradient
def lookup(table, index):
    """An index has no gradient."""

    def grad(dy):
        shape = tf.shape(table)
        return tf.scatter_nd(index[:, None], dy, shape), None

    return tf.gather(table, index), grad


@tf.custom_gradient
def log1pexp(x):
    e = tf.exp(x)

    def grad(upstream):
        return upstream * (1.0 - 1.0 / (1.0 + e))

    return tf.math.log(1.0 + e), grad


# used: w = tf.Variable([3.0, 4.0])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(make_clipper(1.0)(w) ** 2) + tf.reduce_sum(lookup(w, tf.constant([0]))) + tf.reduce_sum(log1pexp(w))
# used: print(tape.gradient(loss, w))
