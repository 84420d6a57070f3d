# outcome: flows
import tensorflow as tf

density = tf.Variable([0.5, 1.5, 2.5])
share = tf.constant([1.0, 0.0, 2.0])
seen = tf.constant([1.0, 0.0, 1.5])
near = tf.eye(3)

with tf.GradientTape(persistent=True) as tape:
    left_out = share * tf.sqrt(share * density)  # info: [endless-slope]
    squared = tf.square(tf.sqrt(share * density) - seen)  # info: [endless-slope]
    shifted = tf.sqrt(share * density + 1e-6)
    outside = share * tf.sqrt(density)
    diagonal = tf.sqrt(near * density + (1.0 - near))
    linear = tf.reduce_sum(near * density, axis=1)
for value in (left_out, squared, shifted, outside, diagonal, linear):
    print(tape.gradient(value, density))
