# outcome: flows
"""What is drawn from a rate behind a stop has no gradient to look for."""
import tensorflow as tf

weights = tf.Variable([1.0, 2.0])

with tf.GradientTape() as tape:
    rate = tf.exp(weights)
    counts = tf.random.poisson([3], tf.stop_gradient(rate), seed=3)
    loss = tf.reduce_mean(rate - counts * tf.math.log(rate))
print(tape.gradient(loss, weights))
