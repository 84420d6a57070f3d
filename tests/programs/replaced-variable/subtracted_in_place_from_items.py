# outcome: flows raises RuntimeError
import tensorflow as tf


class Line:
    def __init__(self):
        self.slope = tf.Variable(1.0)
        self.params = [self.slope, tf.Variable(0.0)]


line = Line()
with tf.GradientTape() as tape:
    loss = (line.slope * 2.0 + line.params[1] - 3.0) ** 2
grads = tape.gradient(loss, line.params)
for i, grad in enumerate(grads):
    line.params[i] -= 0.1 * grad  # error: [replaced-variable]
