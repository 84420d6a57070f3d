# outcome: none
import tensorflow as tf

locked = tf.Variable([1.0, 2.0], trainable=False)  # error: [non-trainable-source]

with tf.GradientTape() as tape:
    doubled = locked * 2.0

print(tape.gradient(doubled, locked))

free = tf.Variable([1.0, 2.0], trainable=True)

with tf.GradientTape() as tape:
    doubled = free * 2.0

print(tape.gradient(doubled, free))
