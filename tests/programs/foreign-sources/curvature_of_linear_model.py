# outcome: none
import tensorflow as tf
from tensorflow.keras import layers
ramp = tf.keras.Sequential([layers.Input((2,)), layers.Dense(6), layers.Dense(1)])
points = tf.random.normal((5, 2))
with tf.GradientTape() as outer:
    outer.watch(points)
    with tf.GradientTape() as inner:
        inner.watch(points)
        value = ramp(points)
    slope = inner.gradient(value, points)
print(outer.gradient(slope, points))  # error: [foreign-sources]
