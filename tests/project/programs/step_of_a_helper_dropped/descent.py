import tensorflow as tf


def moved(params, slopes, rate):
    """The parameters after a step."""
    return tf.nest.map_structure(lambda p, g: p - rate * g, params, slopes)
