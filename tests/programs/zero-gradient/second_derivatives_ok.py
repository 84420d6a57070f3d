# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers

smooth = tf.keras.Sequential([layers.Input((2,)), layers.Dense(6, activation="tanh"), layers.Dense(1)])
mixed = tf.keras.Sequential([layers.Input((2,)), layers.Dense(6, activation="relu"), layers.Dense(6, activation="softplus"), layers.Dense(1)])
stepped = tf.keras.Sequential([layers.Input((2,)), layers.Dense(6), layers.Activation("swish"), layers.Dense(1)])
bent = tf.keras.Sequential([layers.Input((2,)), layers.Dense(6, activation="relu"), layers.Dense(1)])
points = tf.random.normal((5, 2))


def curvature(function):
    with tf.GradientTape() as outer:
        outer.watch(points)
        with tf.GradientTape() as inner:
            inner.watch(points)
            value = function(points)
        slope = inner.gradient(value, points)
    return outer.gradient(slope, points)


print(curvature(smooth), curvature(mixed), curvature(stepped))
print(curvature(lambda p: bent(p) ** 2), curvature(lambda p: tf.exp(bent(p))))
print(curvature(lambda p: bent(p) * p), curvature(lambda p: tf.reduce_sum((p @ tf.ones((2, 3))) ** 2)))
