# outcome: zero
import tensorflow as tf


class Affine(tf.Module):
    def __init__(self, rows, columns):
        super().__init__()
        self.matrix = tf.Variable(tf.zeros((rows, columns)), name="matrix")  # warning: [zero-gradient]
        self.shift = tf.Variable(tf.zeros(columns), name="shift")

    def __call__(self, x):
        return x @ self.matrix + self.shift


first, second = Affine(3, 5), Affine(5, 2)
weights = [*first.trainable_variables, *second.trainable_variables]
x = tf.random.normal((8, 3))
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((second(tf.nn.relu(first(x))) - 1.0) ** 2)
    for weight, slope in zip(weights, tape.gradient(loss, weights)):
        weight.assign_sub(0.1 * slope)
