# outcome: nan
import tensorflow as tf

density = tf.Variable([0.5, 1.5, 2.5])
share = tf.constant([1.0, 0.0, 2.0])
seen = tf.constant([1.0, 0.5, 1.5])

with tf.GradientTape() as tape:
    amplitude = tf.sqrt(share * density)  # warning: [endless-slope]
    loss = tf.reduce_sum(tf.square(amplitude - seen))
print(tape.gradient(loss, density))
