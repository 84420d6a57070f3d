# outcome: flows raises AttributeError
import sys

import tensorflow as tf

w = tf.Variable(2.0)


@tf.function
def step(x):
    with tf.GradientTape() as tape:
        loss = tf.square(w * x)
    history.append(loss.numpy())  # error: [numpy-in-graph]
    return tape.gradient(loss, w)


history = []
if __name__ == "__main__":
    getattr(sys.modules[__name__], "step")(tf.constant(1.0))
