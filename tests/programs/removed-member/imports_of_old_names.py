# outcome: raises ImportError
import tensorflow as tf


def categories():
    from tensorflow.keras.utils import np_utils  # error: [removed-member]

    return np_utils


def experimental():
    from tensorflow.keras.layers import Dense, experimental  # error: [removed-member]

    return Dense, experimental


def functions():
    from keras.backend import int_shape, sigmoid  # error: [removed-member]

    return int_shape, sigmoid


def pictures():
    from keras.preprocessing.image import ImageDataGenerator  # error: [removed-member]

    return ImageDataGenerator


for use in (categories, experimental, functions, pictures):
    try:
        print(use())
    except ImportError:
        continue

from tensorflow.keras.backend import learning_phase  # error: [removed-member]

w = tf.Variable(tf.ones([3, 3]))
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(w * (learning_phase() + 1))
print(tape.gradient(loss, w))
