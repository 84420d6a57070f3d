# outcome: flows
import tensorflow as tf

m = tf.constant(0.0)
c = tf.constant(0.0)
LR = 0.05
xs = tf.constant([1.0, 2.0, 3.0])
ys = tf.constant([3.0, 5.0, 7.0])


def train_one():
    global m, c
    with tf.GradientTape() as tape:
        tape.watch([m, c])
        loss = tf.reduce_mean((m * xs + c - ys) ** 2)
    grad_m, grad_c = tape.gradient(loss, [m, c])
    m = m - LR * grad_m
    c = c - LR * grad_c
    return float(loss)


for epoch in range(3):
    print(epoch, train_one())
