# outcome: nan
import tensorflow as tf

x = tf.Variable([0.0, 2.0])

with tf.GradientTape() as tape:
    y = tf.where(0.0 >= x, 0.0, x * tf.math.log(x))  # warning: [unsafe-where]
    loss = tf.reduce_sum(y)
print(tape.gradient(loss, x))
