# outcome: flows
import tensorflow as tf

x = tf.Variable([1.0, 2.0, 4.0])

with tf.GradientTape() as tape:
    gap = x[:, None] - x[None, :]
    total = tf.sqrt(tf.reduce_sum(tf.square(gap)))  # info: [endless-slope]
    spread = tf.reduce_mean(tf.abs(gap)) + tf.reduce_mean(tf.square(gap))
    loss = total + spread
print(tape.gradient(loss, x))
