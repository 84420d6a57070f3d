# outcome: flows
import tensorflow as tf

x = tf.Variable([1.0, 2.0, 4.0])

with tf.GradientTape() as tape:
    loss = tf.math.reduce_std(x)  # info: [endless-slope]
print(tape.gradient(loss, x))
