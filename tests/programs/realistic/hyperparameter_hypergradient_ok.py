# outcome: flows
"""Differentiates the validation loss through two inner steps to learn the step size."""
import tensorflow as tf

w = tf.Variable([0.5, -0.5])
log_lr = tf.Variable(-2.0)
train_x, valid_x = tf.random.normal((20, 2), seed=1), tf.random.normal((20, 2), seed=2)
truth = tf.constant([1.0, 2.0])


def mse(weights, x):
    return tf.reduce_mean(tf.square(tf.linalg.matvec(x, weights) - tf.linalg.matvec(x, truth)))


def inner_step(weights, lr):
    with tf.GradientTape() as tape:
        tape.watch(weights)
        loss = mse(weights, train_x)
    return weights - lr * tape.gradient(loss, weights)


for outer_step in range(3):
    with tf.GradientTape() as outer:
        fast = tf.identity(w)
        for _ in range(2):
            fast = inner_step(fast, tf.exp(log_lr))
        valid = mse(fast, valid_x)
    g_w, g_lr = outer.gradient(valid, [w, log_lr])
    w.assign_sub(0.1 * g_w)
    log_lr.assign_sub(0.1 * g_lr)
    print(outer_step, valid.numpy(), tf.exp(log_lr).numpy())
