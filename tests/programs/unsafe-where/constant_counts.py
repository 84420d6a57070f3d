# outcome: nan
import tensorflow as tf

sums = tf.Variable([3.0, 4.0, 0.5])
counts = tf.constant([2.0, 5.0, 0.0])

with tf.GradientTape() as tape:
    means = tf.where(counts > 0.0, sums / counts, 0.0)  # warning: [unsafe-where]
    loss = tf.reduce_sum(tf.square(means))
print(tape.gradient(loss, sums))
