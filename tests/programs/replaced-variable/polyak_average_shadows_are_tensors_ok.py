# outcome: flows
import tensorflow as tf

w = tf.Variable([3.0, -3.0])
average = w * 1.0
momentum = tf.zeros_like(w)
for step in range(4):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(tf.math.cosh(w) - 1.0)
    grad = tape.gradient(loss, w)
    momentum = 0.9 * momentum + grad
    w.assign_sub(0.01 * momentum)
    average = 0.9 * average + 0.1 * w
w = average
print(w.numpy())
