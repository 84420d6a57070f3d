# outcome: zero
import tensorflow as tf

level = tf.Variable([0.4, 1.6])
gain = tf.Variable(2.0)
idle = tf.Variable(1.0)


def slopes(x):
    with tf.GradientTape() as tape:
        steps = tf.math.ceil(level * x)  # warning: [non-differentiable-op]
        loss = tf.reduce_mean(tf.square(gain * steps))
    zero = tf.UnconnectedGradients.ZERO
    return tape.gradient(loss, [level, gain, idle], unconnected_gradients=zero)


print(slopes(tf.constant([1.0, 3.0])))
