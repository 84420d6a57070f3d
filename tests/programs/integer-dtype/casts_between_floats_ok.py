# outcome: flows
import tensorflow as tf
from tensorflow import keras

half = keras.layers.Dense(3, dtype="float16")
full = keras.layers.Dense(1)
x = tf.random.normal((4, 2))

with tf.GradientTape() as tape:
    h = tf.cast(half(tf.cast(x, tf.float16)), tf.float32)
    count = tf.cast(tf.shape(h)[0], tf.float32)
    loss = tf.cast(tf.reduce_sum(full(h)) / count, tf.float64)

weights = half.trainable_weights + full.trainable_weights
print([g.dtype for g in tape.gradient(loss, weights)])
