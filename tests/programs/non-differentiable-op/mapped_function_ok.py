# outcome: flows
import tensorflow as tf

thresholds = tf.Variable([0.2, 0.5, 0.8])
samples = tf.random.uniform((40,))


def coverage(threshold):
    return tf.reduce_mean(tf.sigmoid((threshold - samples) / 0.05))


with tf.GradientTape() as tape:
    covered = tf.map_fn(coverage, tf.identity(thresholds))
    loss = tf.reduce_sum((covered - [0.25, 0.5, 0.75]) ** 2)
print("calibration gradient", tape.gradient(loss, thresholds).numpy())
print(tf.map_fn(lambda t: tf.reduce_sum(tf.cast(samples < t, tf.int32)), thresholds, tf.int32))
