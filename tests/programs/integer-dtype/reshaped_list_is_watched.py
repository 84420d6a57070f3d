# outcome: none
import tensorflow as tf

steps = tf.reshape([1, 2, 3], (3, 1))  # error: [integer-dtype]
with tf.GradientTape() as tape:
    tape.watch(steps)
    loss = tf.reduce_sum(tf.cast(steps, tf.float32))
print(tape.gradient(loss, steps))
