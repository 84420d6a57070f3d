# outcome: none raises ValueError
import numpy as np
import tensorflow as tf
from tensorflow import keras


class DistanceLoss(keras.losses.Loss):
    """Penalises how many classes the guess is away from the truth."""

    def __init__(self, weight=1.0, name="distance"):
        super().__init__(name=name)
        self.weight = weight

    def call(self, y_true, y_pred):
        guess = tf.argmax(y_pred, axis=-1)  # error: [non-differentiable-op]
        truth = tf.argmax(y_true, axis=-1)
        return self.weight * tf.cast(tf.abs(guess - truth), tf.float32)


x = np.random.rand(16, 5)
y = keras.utils.to_categorical(np.random.randint(0, 4, 16), 4)
model = keras.Sequential()
model.add(keras.layers.Dense(8, activation="relu", input_shape=(5,)))
model.add(keras.layers.Dense(4, activation="softmax"))
model.compile(optimizer="sgd", loss=DistanceLoss(0.5))
model.fit(x, y, epochs=1, batch_size=8, verbose=0)
