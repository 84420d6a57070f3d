# outcome: none raises TypeError
import tensorflow as tf

X = tf.random.normal([100, 2], seed=1)
y = X @ tf.constant([[3.0], [-1.0]]) + 4.0
w = tf.Variable(tf.zeros([2, 1]))
b = tf.Variable(tf.zeros([1]))
lr = 0.1

for epoch in range(20):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((X @ w + b - y) ** 2)
    dw, db = tape.gradient(loss, [w, b])
    w = w - lr * dw  # error: [replaced-variable]
    b = b - lr * db  # or: [replaced-variable]
    print(epoch, loss.numpy())
