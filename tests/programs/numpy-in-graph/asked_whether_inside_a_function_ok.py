# outcome: flows
import tensorflow as tf

w = tf.Variable(2.0)


@tf.function
def step(x):
    if tf.inside_function():
        scaled = tf.square(x)
    else:
        scaled = tf.constant(x.numpy() ** 2)
    return (w - scaled) ** 2


with tf.GradientTape() as tape:
    loss = step(tf.constant(1.0))
w.assign_sub(0.1 * tape.gradient(loss, w))
