# outcome: none
import tensorflow as tf

load = tf.Variable(5.0)
count = tf.Variable(2.0)

with tf.GradientTape() as tape:
    share = load // count  # error: [floor-division]
print(tape.gradient(share, load))

with tf.GradientTape() as tape:
    share = tf.cast(load / count, dtype=tf.int32)  # error: [integer-dtype]
print(tape.gradient(share, load))

with tf.GradientTape() as tape:
    share = load / count
print(tape.gradient(share, load))
