# outcome: flows
import tensorflow as tf

x = tf.Variable(1.5)

with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        y = tf.sin(x) * x
    first = inner.gradient(y, x)
second = outer.gradient(first, x)

print("y'  =", first.numpy())
print("y'' =", second.numpy())
