# outcome: none
import tensorflow as tf

w = tf.Variable(1.7)


def smooth():
    return w ** 2


def stairs():
    return tf.math.ceil(w) ** 2  # error: [non-differentiable-op]


branches = [smooth, stairs]
with tf.GradientTape() as tape:
    y = tf.switch_case(tf.constant(1), branches)
print(tape.gradient(y, w))
