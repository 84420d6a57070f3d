# outcome: flows
import tensorflow as tf

a = tf.Variable(0.5)


def fixed_point(f, x, tol=1e-3, limit=20):
    n = 0
    while n < limit:
        new = f(x)
        if abs(float(new) - float(x)) < tol:
            break
        x = new
        n += 1
    return new


with tf.GradientTape() as tape:
    root = fixed_point(lambda x: tf.cos(a * x), 1.0)
    loss = tf.square(root - 0.8)
print(tape.gradient(loss, a))
