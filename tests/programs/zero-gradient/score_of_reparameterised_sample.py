# outcome: zero
import tensorflow as tf

centre = tf.Variable([0.4, -1.0], name="centre")
width = 0.5


def drawn(count):
    noise = tf.round(8.0 * tf.random.normal((count, 2))) / 8.0
    return centre + width * noise


def log_density(x):
    return -tf.reduce_sum(tf.square((x - centre) / width), axis=-1) / 2.0


def reward(x):
    return tf.cast(x[:, 0] > 0.5, tf.float32) + 1.0


for _ in range(2):
    with tf.GradientTape() as tape:
        x = drawn(32)
        score = log_density(x)  # error: [zero-gradient]
        objective = tf.reduce_mean(score * tf.stop_gradient(reward(x)))
    grad = tape.gradient(objective, centre)
    centre.assign_add(0.1 * grad)
