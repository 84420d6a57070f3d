# outcome: flows
import tensorflow as tf

amplitude = tf.Variable(1.0)


def wave(t, **options):
    y = amplitude * tf.sin(t)
    if options.get("detach", False):
        y = tf.stop_gradient(y)
    return y


def error(t, target, **options):
    return tf.reduce_mean((wave(t, **options) - target) ** 2)


t = tf.linspace(0.0, 6.28, 30)
target = 2.0 * tf.sin(t)
with tf.GradientTape() as tape:
    loss = error(t, target)
    plateau = error(t, target, detach=True)
print(tape.gradient(loss, amplitude), plateau.numpy())
