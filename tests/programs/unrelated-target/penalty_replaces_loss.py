# outcome: none
import tensorflow as tf

w = tf.Variable(tf.random.normal([5, 1]))
b = tf.Variable(tf.zeros([1]))
reference = tf.ones([5, 1])
x = tf.random.uniform([20, 5])
y = tf.reduce_sum(x, axis=1, keepdims=True)
weight_decay = 1e-3

with tf.GradientTape() as tape:
    y_hat = tf.matmul(x, w) + b
    loss = tf.reduce_mean((y - y_hat) ** 2)
    if weight_decay > 0:
        loss = weight_decay * tf.nn.l2_loss(reference)  # error: [unused-source] or: [unrelated-target]

dw, db = tape.gradient(loss, [w, b])
print("dw:", dw, "db:", db)
