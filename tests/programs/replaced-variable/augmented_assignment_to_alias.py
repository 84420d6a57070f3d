# outcome: none raises TypeError
import tensorflow as tf

w = tf.Variable(tf.ones((2,)))
x = tf.constant([1.0, 3.0])
lr = 0.05

for step in range(3):
    with tf.GradientTape() as tape:
        loss = (tf.reduce_sum(w * x) - 1.0) ** 2
    g = tape.gradient(loss, w)
    update = -lr * g
    new_w = w + update
    w = new_w  # error: [replaced-variable]
