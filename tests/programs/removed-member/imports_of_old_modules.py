# outcome: raises ModuleNotFoundError
import tensorflow as tf


def normalization():
    import tensorflow.keras.layers.experimental.preprocessing as old  # error: [removed-member]

    return old


def engine():
    import keras.engine.topology as topology  # error: [removed-member]

    return topology


def words():
    from keras.preprocessing.text import Tokenizer  # error: [removed-member]

    return Tokenizer


def everything():
    from tensorflow.keras.wrappers.scikit_learn import KerasClassifier  # error: [removed-member]

    return KerasClassifier


for use in (normalization, engine, words, everything):
    try:
        print(use())
    except ImportError:
        continue

from keras.utils.np_utils import to_categorical  # error: [removed-member]

w = tf.Variable(tf.ones([3, 3]))
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(w * to_categorical([0, 1, 2]))
print(tape.gradient(loss, w))
