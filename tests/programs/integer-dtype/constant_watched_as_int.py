# outcome: none
import tensorflow as tf

n = tf.constant(5)  # error: [integer-dtype]

with tf.GradientTape() as tape:
    tape.watch(n)
    area = 3.14159 * tf.cast(n, tf.float32) ** 2

print("how the area grows:", tape.gradient(area, n))
