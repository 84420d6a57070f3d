# outcome: flows
import tensorflow as tf

prior = tf.Variable([0.2, 0.8], trainable=False)
likelihood = tf.constant([0.5, 0.1])

with tf.GradientTape() as tape:
    tape.watch(prior)
    evidence = tf.reduce_sum(prior * likelihood)
    surprise = -tf.math.log(evidence)

print("sensitivity to the prior:", tape.gradient(surprise, prior).numpy())
