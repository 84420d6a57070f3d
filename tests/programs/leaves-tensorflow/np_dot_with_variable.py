# outcome: none
import numpy as np
import tensorflow as tf

inputs = np.random.rand(20, 3).astype("float32")
outputs = inputs.sum(axis=1)
W = tf.Variable(np.zeros(3, dtype="float32"))
b = tf.Variable(0.0)


def predict(x):
    return np.dot(x, W) + b  # error: [leaves-tensorflow]


def mse(y, y_hat):
    return tf.reduce_mean(tf.square(y - y_hat))


for epoch in range(2):
    with tf.GradientTape(persistent=True) as tape:
        loss = mse(outputs, predict(inputs))
    db = tape.gradient(loss, b)
    dW = tape.gradient(loss, W)
    b.assign_sub(0.1 * db)
    print(epoch, loss.numpy(), dW)
