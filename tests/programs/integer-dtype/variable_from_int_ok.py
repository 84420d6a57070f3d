# outcome: flows
import tensorflow as tf

x = tf.Variable(3, dtype=tf.float32)
repeats = tf.Variable(2)

with tf.GradientTape() as tape:
    y = x * x + tf.cast(repeats, tf.float32) * x

repeats.assign_add(1)
print("dy/dx =", tape.gradient(y, x))
