# outcome: none
import keras
import numpy as np
import tensorflow as tf
from keras import ops

table = tf.constant(np.linspace(0, 1, 11), tf.float32)
knob = keras.Variable(0.42, name="knob")


def lookup(t):
    i = ops.cast(t * 10.0, "int32")  # error: [integer-dtype]
    return ops.take(table, i)


with tf.GradientTape() as tape:
    out = lookup(knob) ** 2
print(tape.gradient(out, [knob]))
