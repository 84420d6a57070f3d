# outcome: flows raises AssertionError
"""A helper that gets a variable and its gradient, and gives nothing back."""
import tensorflow as tf


class Decay:
    def __init__(self, rate):
        self.rate = rate

    def update(self, variable, gradient):
        gradient = tf.clip_by_norm(gradient, 1.0)
        variable = tf.subtract(variable, self.rate * gradient)  # warning: [replaced-variable]


class Line:
    def __init__(self):
        self.slope = tf.Variable(1.0)

    def descend(self, grad):
        slope = self.slope
        slope = slope - 0.1 * grad  # warning: [replaced-variable]


w, decay, line = tf.Variable(2.0), Decay(0.1), Line()
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = (w - 3.0) ** 2 + line.slope**2
    by_w, by_slope = tape.gradient(loss, [w, line.slope])
    decay.update(w, by_w)
    line.descend(by_slope)
    print(float(loss))
assert float(w) != 2.0 or float(line.slope) != 1.0, "nothing is learned"
