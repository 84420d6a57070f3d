# outcome: none
import tensorflow as tf

thresholds = tf.Variable([0.2, 0.5, 0.8])
samples = tf.random.uniform((40,))


def coverage(threshold):
    below = tf.less(samples, threshold)  # error: [non-differentiable-op]
    return tf.reduce_mean(tf.cast(below, tf.float32))


with tf.GradientTape() as tape:
    covered = tf.map_fn(coverage, tf.identity(thresholds))
    loss = tf.reduce_sum((covered - [0.25, 0.5, 0.75]) ** 2)
print("calibration gradient", tape.gradient(loss, thresholds))
