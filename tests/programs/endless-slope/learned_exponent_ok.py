# outcome: flows
"""A tiny number keeps the mean away from zero; whole powers need none."""
import keras
import tensorflow as tf


class PowerMean(keras.layers.Layer):
    def build(self, shape):
        self.power = self.add_weight(shape=(), initializer=keras.initializers.Constant(3.0))

    def call(self, x):
        total = tf.reduce_mean(tf.pow(x, self.power), axis=1)
        return tf.pow(total + 1e-6, 1.0 / self.power)


features = keras.layers.Dense(4, activation="relu", bias_initializer=keras.initializers.Constant(0.5))
pool = PowerMean()
x = tf.ones([2, 3])

with tf.GradientTape() as tape:
    h = features(x)
    loss = tf.reduce_sum(pool(h)) + tf.reduce_sum(h**2.0)
print(tape.gradient(loss, pool.trainable_variables + features.trainable_variables))
