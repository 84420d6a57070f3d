# outcome: zero
import tensorflow as tf
from tensorflow.keras import layers

critic = tf.keras.Sequential([layers.Input((3,)), layers.Dense(8), layers.LeakyReLU(0.2), layers.Dense(8, activation="relu"), layers.Dense(1)])
real = tf.random.normal((5, 3))
rate = tf.keras.optimizers.SGD(0.1)

with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        inner.watch(real)
        score = critic(real)
    slopes = inner.gradient(score, real)
    penalty = tf.reduce_mean(tf.reduce_sum(slopes ** 2, axis=1))
bent = critic.trainable_variables[:-1]
rate.apply_gradients(zip(outer.gradient(penalty, bent), bent))
