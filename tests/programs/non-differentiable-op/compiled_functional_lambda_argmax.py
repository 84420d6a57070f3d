# outcome: none raises ValueError
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


def make_counter(size):
    image = keras.Input((size, size, 1))
    scores = layers.Conv2D(3, 3, padding="same")(image)
    best = layers.Lambda(lambda t: tf.cast(tf.argmax(t, axis=-1), tf.float32))(scores)  # error: [non-differentiable-op]
    count = layers.Lambda(lambda t: tf.reduce_sum(t, axis=[1, 2]))(best)
    model = keras.Model(image, count)
    model.compile("adam", "mse")
    return model


# used: model = make_counter(4)
# used: model.fit(tf.random.normal([2, 4, 4, 1]), tf.ones([2, 1]), verbose=0)
