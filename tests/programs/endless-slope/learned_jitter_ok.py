# outcome: flows
"""The scale starts above zero."""
import keras
import numpy as np
import tensorflow as tf


class Jitter(keras.layers.Layer):
    def build(self, shape):
        self.scale = self.add_weight(
            shape=(shape[-1],), initializer=keras.initializers.Constant(0.1), name="scale"
        )

    def call(self, x):
        width = tf.sqrt(self.scale * (1.0 + tf.square(x)))
        return x + width * tf.random.normal(tf.shape(x))


def deviation(y_true, y_pred):
    return tf.reduce_mean(tf.square(y_true - y_pred), axis=-1)


model = keras.Sequential([keras.layers.Dense(3), Jitter(), keras.layers.Dense(2)])
x = tf.constant(np.linspace(0.0, 1.0, 12).reshape(4, 3).astype("float32"))

with tf.GradientTape() as tape:
    loss = tf.reduce_mean(deviation(x[:, :2], model(x)))
print(tape.gradient(loss, model.trainable_variables))
