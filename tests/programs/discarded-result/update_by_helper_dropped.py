# outcome: flows
import tensorflow as tf

tf.random.set_seed(1)
weights = {"slope": tf.Variable(tf.random.normal((2, 1))), "offset": tf.Variable(tf.zeros(1))}


def moved(values, gradients, rate):
    """The values one step further down."""
    new = {}
    for name, value in values.items():
        new[name] = value - rate * gradients[name]
    return new


x = tf.random.normal((8, 2))
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((x @ weights["slope"] + weights["offset"] - 1.0) ** 2)
    gradients = tape.gradient(loss, weights)
    moved(weights, gradients, 0.1)  # warning: [discarded-result]
    print(float(loss))
