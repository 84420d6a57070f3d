# outcome: nan
import tensorflow as tf

w = tf.Variable([1.0, -2.0, 3.0])

with tf.GradientTape() as tape:
    y = tf.sqrt(tf.nn.relu(w))  # warning: [endless-slope]
    loss = tf.reduce_sum(y)
print(tape.gradient(loss, w))
