import tensorflow as tf


def hits(y_true, y_pred):
    """The share of predictions that are right once both are rounded."""
    right = tf.equal(tf.round(y_pred), tf.round(y_true))
    return 1.0 - tf.reduce_mean(tf.cast(right, tf.float32))


def distance(y_true, y_pred):
    return tf.reduce_mean(tf.square(y_true - y_pred))
