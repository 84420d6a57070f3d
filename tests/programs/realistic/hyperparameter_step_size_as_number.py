# outcome: part
"""The step size should be learned, but the inner step reads a number taken from it earlier."""
import tensorflow as tf

w = tf.Variable([0.5, -0.5])
log_lr = tf.Variable(-2.0)
step_size = tf.exp(log_lr)  # warning: [outside-tape]
train_x, valid_x = tf.random.normal((20, 2), seed=1), tf.random.normal((20, 2), seed=2)
truth = tf.constant([1.0, 2.0])


def mse(weights, x):
    return tf.reduce_mean(tf.square(tf.linalg.matvec(x, weights) - tf.linalg.matvec(x, truth)))


def inner_step(weights):
    with tf.GradientTape() as tape:
        tape.watch(weights)
        loss = mse(weights, train_x)
    return weights - step_size * tape.gradient(loss, weights)


with tf.GradientTape() as outer:
    fast = inner_step(inner_step(tf.identity(w)))
    valid = mse(fast, valid_x)
print(outer.gradient(valid, [w, log_lr]))
