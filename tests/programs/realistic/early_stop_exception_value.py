# outcome: flows
import tensorflow as tf

w = tf.Variable(1.0)


class Converged(Exception):
    def __init__(self, value, steps):
        super().__init__(f"after {steps}")
        self.value, self.steps = value, steps


def iterate(x, n=50):
    for i in range(n):
        new = 0.5 * (x + w / x)
        if abs(float(new - x)) < 1e-4:
            raise Converged(new, i)
        x = new
    return x


with tf.GradientTape() as tape:
    try:
        root = iterate(tf.constant(2.0))
    except Converged as done:
        root = done.value
    loss = (root - 1.5) ** 2
print(tape.gradient(loss, w).numpy())
