# outcome: flows
"""The list of the outer model has what was thawed in a part that is frozen itself."""
import tensorflow as tf
from tensorflow import keras

part = keras.Sequential([keras.Input((3,)), keras.layers.Dense(5, "tanh"), keras.layers.Dense(2)])
part.trainable = False
part.layers[-1].trainable = True
whole = keras.Sequential([keras.Input((3,)), part, keras.layers.Dense(1)])
x = tf.random.normal((8, 3))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(whole(x) - 1.0))
weights = whole.trainable_variables
assert len(weights) == 4
print([float(tf.norm(g)) for g in tape.gradient(loss, weights)])
