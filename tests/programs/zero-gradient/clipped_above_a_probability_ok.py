# outcome: flows
"""The limits let a part of what a sigmoid gives through, or it is stretched first."""
import tensorflow as tf

rater = tf.keras.Sequential(
    [tf.keras.layers.Dense(4, activation="tanh"), tf.keras.layers.Dense(1, activation="sigmoid")]
)
x, stars = tf.ones([5, 3]), tf.constant([[1.0], [2.0], [3.0], [4.0], [5.0]])

with tf.GradientTape() as tape:
    share = tf.clip_by_value(rater(x), 0.01, 0.99)
    rated = tf.clip_by_value(1.0 + 4.0 * rater(x), 1.0, 5.0)
    loss = tf.reduce_mean(tf.square(rated - stars)) + tf.reduce_mean(share)
print(tape.gradient(loss, rater.trainable_variables))
