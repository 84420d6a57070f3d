import tensorflow as tf


def sharp(p):
    return tf.cast(p > 0.5, tf.float32)


def overlap(a, b):
    return 2.0 * tf.reduce_sum(a * b) / (tf.reduce_sum(a) + tf.reduce_sum(b) + 1.0)
