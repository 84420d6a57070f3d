# outcome: none
import tensorflow as tf

x = tf.Variable(3)  # error: [integer-dtype]

with tf.GradientTape() as tape:
    y = x * x + 2 * x

print("dy/dx =", tape.gradient(y, x))
