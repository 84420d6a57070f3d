# outcome: nan
import tensorflow as tf

canvas = tf.Variable(tf.zeros([4, 4, 3]))
photo = tf.random.uniform([4, 4, 3], 0.2, 0.9, seed=4)


def encoded(linear):
    linear = tf.clip_by_value(linear, 0.0, 1.0)
    return 1.055 * linear ** (1.0 / 2.4) - 0.055  # warning: [endless-slope]


with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.abs(encoded(canvas) * canvas - photo))
print(tape.gradient(loss, canvas))
