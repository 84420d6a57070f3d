# outcome: flows
"""A Sequential that grew is called on an input: its output is what that call gave."""
import tensorflow as tf
from tensorflow import keras

base = keras.Sequential()
base.add(keras.layers.Input((8,)))
base.add(keras.layers.Dense(4, activation="relu"))
base.add(keras.layers.Dense(3, name="last"))
seen = keras.Input((8,))
head = keras.layers.Dense(1)(base(seen))
both = keras.Model(seen, [base.output, head])
inside = keras.Model(base.inputs, [base.get_layer("last").output, base.outputs[0]])

with tf.GradientTape(persistent=True) as tape:
    middle, result = both(tf.ones((2, 8)))
    last, end = inside(tf.ones((2, 8)))
    sizes = tf.reduce_sum(end * end)
print(tape.gradient(result, middle), tape.gradient(sizes, inside.trainable_variables))
