# outcome: nan
"""What is made of the distances has a slope at zero, so the root's own isn't kept away."""
import tensorflow as tf

points = tf.Variable(tf.random.normal([5, 2], seed=1))
features = tf.random.normal([5, 3], seed=2)
rate = tf.keras.layers.Dense(1)


def pairwise(rows):
    return tf.norm(rows[:, None] - rows[None, :], axis=-1)  # warning: [endless-slope]


def kernel(apart):
    return tf.reduce_mean(tf.exp(-apart / 0.5))


def scaled(apart):
    return tf.reduce_mean(apart / tf.reduce_max(apart))


def neighbours(apart):
    shares = tf.nn.softmax(-apart, axis=1)
    return tf.reduce_mean(tf.square(tf.matmul(shares, features) - features))


def rated(apart):
    return tf.reduce_mean(tf.square(rate(apart) - 1.0))


def shrunk(apart):
    return tf.reduce_sum(1.0 / (1.0 + apart))


for loss_of in (kernel, scaled, neighbours, rated, shrunk):
    with tf.GradientTape() as tape:
        loss = loss_of(pairwise(points))
    print(tape.gradient(loss, points))
