# outcome: part
import tensorflow as tf

a = tf.Variable(1.0)
b = tf.Variable(-1.0)
c = tf.Variable(0.5)  # warning: [unused-source]
xs = tf.linspace(-2.0, 2.0, 50)
ys = 3.0 * xs**2 - 1.0


def parabola(x):
    return a * x**2 + b


for i in range(5):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((parabola(xs) - ys) ** 2)
    ga, gb, gc = tape.gradient(loss, [a, b, c])
    a.assign_sub(0.05 * ga)
    b.assign_sub(0.05 * gb)
print(a.numpy(), b.numpy(), c.numpy(), gc)
