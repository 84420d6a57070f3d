import settings
import tensorflow as tf


def slope(w):
    with tf.GradientTape() as tape:
        value = w * 2.0
        if settings.ROUNDED:
            value = tf.round(value)
    return tape.gradient(value, w)
