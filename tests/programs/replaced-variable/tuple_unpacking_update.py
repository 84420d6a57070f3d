# outcome: none raises TypeError
import tensorflow as tf

m, c = tf.Variable(0.0), tf.Variable(0.0)
xs = tf.constant([1.0, 2.0, 3.0, 4.0])
ys = 2.0 * xs + 1.0


def sgd(values, grads, lr=0.02):
    return [v - lr * g for v, g in zip(values, grads)]  # or: [replaced-variable]


for epoch in range(10):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((m * xs + c - ys) ** 2)
    m, c = sgd([m, c], tape.gradient(loss, [m, c]))  # error: [replaced-variable]
print(float(m), float(c))
