# outcome: zero
"""The network ends in a sigmoid, and the limits of the clip begin where a sigmoid ends."""
import tensorflow as tf

rater = tf.keras.Sequential(
    [tf.keras.layers.Dense(4, activation="tanh"), tf.keras.layers.Dense(1, activation="sigmoid")]
)
x, stars = tf.ones([5, 3]), tf.constant([[1.0], [2.0], [3.0], [4.0], [5.0]])

with tf.GradientTape() as tape:
    rated = tf.clip_by_value(rater(x), 1.0, 5.0)  # error: [zero-gradient]
    loss = tf.reduce_mean(tf.square(rated - stars))
print(tape.gradient(loss, rater.trainable_variables))
