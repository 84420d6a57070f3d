# outcome: flows
import sys

import tensorflow as tf
from learning import slope

if len(sys.argv) > 5:
    print(slope(tf.round, tf.Variable(1.5)))
print(slope(tf.square, tf.Variable(1.5)))


def leave():
    sys.exit(0)


leave()
print(slope(tf.floor, tf.Variable(1.5)))
