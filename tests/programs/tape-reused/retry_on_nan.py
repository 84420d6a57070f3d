# outcome: raises RuntimeError
import tensorflow as tf

v = tf.Variable(2.0)


def clipped_gradient(tape, loss, var, limits=(0.1, 1.0)):
    for limit in limits:
        g = tape.gradient(loss, var)  # error: [tape-reused]
        if abs(g) < limit:
            return g
    return tf.sign(g) * limits[-1]


with tf.GradientTape() as t:
    loss = v ** 3
v.assign_sub(clipped_gradient(t, loss, v))
