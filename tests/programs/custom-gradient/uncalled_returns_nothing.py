# outcome: none
import tensorflow as tf


def make_clipper(limit):
    @tf.custom_gradient
    def clip_backward(x):
        def grad(dy):  # warning: [custom-gradient]
            tf.clip_by_norm(dy, limit)

        return tf.identity(x), grad

    return clip_backward


# used: w = tf.Variable([3.0, 4.0])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(make_clipper(1.0)(w) ** 2)
# used: print(tape.gradient(loss, w))
