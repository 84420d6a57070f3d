# outcome: flows
import tensorflow as tf

x = tf.Variable([0.0, 2.0, -1.0])
with tf.GradientTape() as tape:
    a = tf.where(x > 0, tf.math.log(x + 1e-8), 0.0)
    b = tf.where(x > 0, 1.0 / (x + 1e-8), 0.0)
    c = tf.where(tf.abs(x) > 1e-6, 1.0 / (tf.abs(x) + 1e-6), 0.0)
    d = tf.where(x > 20.0, x, tf.math.softplus(x))
    e = tf.where(tf.abs(x) < 1.0, 0.5 * x**2, tf.abs(x) - 0.5)
    loss = tf.reduce_sum(a + b + c + d + e)
print(tape.gradient(loss, x))
