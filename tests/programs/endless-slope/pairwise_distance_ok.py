# outcome: flows
import tensorflow as tf

points = tf.Variable(tf.random.normal([4, 2], seed=1))
others = tf.constant([[0.0, 1.0], [2.0, 3.0]])


def distances(x, y):
    gap = tf.expand_dims(x, 1) - tf.expand_dims(y, 0)
    return tf.sqrt(tf.reduce_sum(tf.square(gap), axis=-1) + 1e-12)


with tf.GradientTape() as tape:
    loss = tf.reduce_mean(distances(points, points)) + tf.reduce_mean(distances(points, others))
print(tape.gradient(loss, points))
