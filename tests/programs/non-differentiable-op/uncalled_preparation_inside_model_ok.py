# outcome: flows
import tensorflow as tf
from tensorflow import keras


class Regressor(keras.Model):
    """Rounds what it is given, as the measuring device does, and learns from that."""

    def __init__(self, step=0.5):
        super().__init__()
        self.step = step
        self.hidden = keras.layers.Dense(8, activation="relu")
        self.head = keras.layers.Dense(1)

    def call(self, inputs):
        clean = tf.where(tf.math.is_nan(inputs), 0.0, inputs)
        rounded = tf.round(clean / self.step) * self.step
        return self.head(self.hidden(rounded))


class Augmented(keras.Model):
    def __init__(self, rate=0.3):
        super().__init__()
        self.rate = rate
        self.conv = keras.layers.Conv2D(3, 3, padding="same")

    def call(self, images, training=False):
        if training:
            flipped = tf.image.random_flip_left_right(images)
            keep = tf.cast(tf.random.uniform(tf.shape(images)) > self.rate, images.dtype)
            images = tf.clip_by_value(tf.floor(flipped * keep * 255.0) / 255.0, 0.0, 1.0)
        return self.conv(images)


# used: model, other = Regressor(), Augmented()
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(model(tf.random.normal([4, 3]))) + tf.reduce_sum(other(tf.ones([2, 4, 4, 3]), training=True))
# used: print(tape.gradient(loss, model.trainable_variables + other.trainable_variables))
