# outcome: flows
import tensorflow as tf

x = tf.Variable(3.0)
tolerance, lr = 1e-1, 0.3


def gradient():
    with tf.GradientTape() as tape:
        y = (x - 1.0) ** 2
    return tape.gradient(y, x)


grad = gradient()
while tf.abs(grad) > tolerance:
    x.assign_sub(lr * grad)
    grad = gradient()
print(x.numpy())
