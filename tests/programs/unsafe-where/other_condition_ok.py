# outcome: flows
import tensorflow as tf

x = tf.Variable([0.5, 4.0])
keep = tf.constant([True, False])

with tf.GradientTape() as tape:
    y = tf.where(keep, tf.math.log(x), 0.0)
    z = tf.where(x > 1.0, 1.0 / x, tf.math.log(x + 1.0))  # info: [unsafe-where]
    far = tf.where(x < 100.0, tf.math.log(x), 1.0)
    loss = tf.reduce_sum(y + z + far)
print(tape.gradient(loss, x))
