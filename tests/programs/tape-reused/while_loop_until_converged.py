# outcome: raises RuntimeError
import tensorflow as tf

x = tf.Variable(3.0)
tolerance, lr = 1e-3, 0.1

with tf.GradientTape() as tape:
    y = (x - 1.0) ** 2

grad = tape.gradient(y, x)
while tf.abs(grad) > tolerance:
    x.assign_sub(lr * grad)
    grad = tape.gradient(y, x)  # error: [tape-reused]
print(x.numpy())
