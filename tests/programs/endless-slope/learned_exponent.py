# outcome: nan
"""The mean of powers with a learned exponent, and its root: the features are all zero here."""
import keras
import tensorflow as tf


class PowerMean(keras.layers.Layer):
    def build(self, shape):
        self.power = self.add_weight(shape=(), initializer=keras.initializers.Constant(3.0))

    def call(self, x):
        total = tf.reduce_mean(tf.pow(x, self.power), axis=1)
        return tf.pow(total, 1.0 / self.power)  # info: [endless-slope]


features = keras.layers.Dense(4, activation="relu", bias_initializer=keras.initializers.Constant(-9.0))
pool = PowerMean()
x = tf.ones([2, 3])

with tf.GradientTape() as tape:
    loss = tf.reduce_sum(pool(features(x)))
print(tape.gradient(loss, pool.trainable_variables + features.trainable_variables))
