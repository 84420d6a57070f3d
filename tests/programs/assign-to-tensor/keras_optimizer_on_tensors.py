# outcome: raises AttributeError
import tensorflow as tf

w = tf.random.normal((3, 1))
x = tf.random.normal((5, 3))
with tf.GradientTape() as tape:
    tape.watch(w)
    loss = tf.reduce_mean(tf.square(x @ w))
dw = tape.gradient(loss, w)
w.assign_sub(0.1 * dw)  # error: [assign-to-tensor]
