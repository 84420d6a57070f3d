# outcome: flows raises ValueError
import tensorflow as tf


@tf.custom_gradient
def gated(x, gate):
    def grad(dy):
        return (dy * gate,)  # error: [custom-gradient]

    return x * gate, grad


# used: w = tf.Variable([3.0, 4.0])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(gated(w, w) ** 2)
# used: print(tape.gradient(loss, w))
