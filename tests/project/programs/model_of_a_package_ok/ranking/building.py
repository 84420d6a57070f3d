import tensorflow as tf

from .blocks import Unit


def build(size):
    inputs = tf.keras.Input((3,))
    return tf.keras.Model(inputs, Unit(size)(inputs))
