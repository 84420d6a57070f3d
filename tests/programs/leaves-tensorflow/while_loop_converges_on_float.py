# outcome: none
"""Fixed-point iteration whose state is a float from the first pass on."""
import tensorflow as tf

a = tf.Variable(0.5)


def fixed_point(f, x, tol=1e-3, limit=20):
    n = 0
    while n < limit:
        new = float(f(x))  # error: [leaves-tensorflow]
        if abs(new - x) < tol:
            break
        x = new
        n += 1
    return x


with tf.GradientTape() as tape:
    root = fixed_point(lambda x: tf.cos(a * x), 1.0)
    loss = tf.square(tf.convert_to_tensor(root) - 0.8)
print(tape.gradient(loss, a))
