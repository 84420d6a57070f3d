import keras
from keras import layers
from wrap import named


def pair(width):
    one, other = keras.Input((width,)), keras.Input((width,))
    projection = layers.Dense(4, activation="tanh")
    ends = [projection(layers.Dense(6)(x)) for x in (one, other)]
    return keras.Model([one, other], named(keras.ops.tanh, "end")(layers.Dot(axes=1)(ends))), projection
