# outcome: flows raises AssertionError
"""The step of a hand-written descent binds the name of the loop anew."""
import tensorflow as tf

weights = [tf.Variable(tf.ones((3, 2))), tf.Variable(tf.zeros(2))]


def train(x, y, rate):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((x @ weights[0] + weights[1] - y) ** 2)
    grads = tape.gradient(loss, weights)
    for weight, grad in zip(weights, grads):
        weight = weight - rate * grad  # warning: [replaced-variable]
    return loss


for _ in range(3):
    print(train(tf.ones((4, 3)), tf.zeros((4, 2)), 0.1))
assert tf.reduce_any(weights[1] != 0.0), "nothing is learned"
