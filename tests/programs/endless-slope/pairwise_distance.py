# outcome: nan
import tensorflow as tf

points = tf.Variable(tf.random.normal([4, 2], seed=1))


def distances(x):
    gap = tf.expand_dims(x, 1) - tf.expand_dims(x, 0)
    return tf.sqrt(tf.reduce_sum(tf.square(gap), axis=-1))  # warning: [endless-slope]


with tf.GradientTape() as tape:
    loss = tf.reduce_mean(distances(points))
print(tape.gradient(loss, points))
