# outcome: flows
import tensorflow as tf

w = tf.Variable(2.0)


def scaled(value):
    return float(value) * 3.0


@tf.function
def step(x):
    """AutoGraph turns `float` into a cast here, and the gradient passes it."""
    with tf.GradientTape() as tape:
        loss = float(tf.square(w * x)) + scaled(w)
    return tape.gradient(loss, w)


print(step(tf.constant(1.5)))
