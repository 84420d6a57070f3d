# outcome: flows
import numpy as np
import tensorflow as tf


class Contrast(tf.keras.layers.Layer):
    def call(self, inputs):
        return tf.image.adjust_contrast(inputs, 2.0)


model = tf.keras.Sequential(
    [tf.keras.Input((8, 8, 3)), Contrast(), tf.keras.layers.Flatten(), tf.keras.layers.Dense(1)]
)
model.compile("sgd", "mse")
model.fit(np.ones((4, 8, 8, 3)), np.ones((4, 1)), verbose=0)
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(model(np.ones((1, 8, 8, 3))))
print(tape.gradient(loss, model.trainable_variables))
