# outcome: flows
import tensorflow as tf

centre = tf.Variable([0.4, -1.0], name="centre")
width = tf.Variable([0.5, 0.5], name="width")


def drawn(count):
    return centre + width * tf.random.normal((count, 2))


def log_density(x):
    spread = tf.square((x - centre) / width)
    return -tf.reduce_sum(spread / 2.0 + tf.math.log(width), axis=-1)


for _ in range(2):
    with tf.GradientTape() as tape:
        x = tf.stop_gradient(drawn(32))
        objective = tf.reduce_mean(log_density(x) * x[:, 0])
    print(tape.gradient(objective, [centre, width]))
    with tf.GradientTape() as tape:
        entropy = -tf.reduce_mean(log_density(drawn(32)))
    print(tape.gradient(entropy, width))
