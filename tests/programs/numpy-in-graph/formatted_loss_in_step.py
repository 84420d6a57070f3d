# outcome: raises TypeError
import tensorflow as tf

w = tf.Variable(2.0)


@tf.function
def step(x):
    with tf.GradientTape() as tape:
        loss = tf.square(w * x)
    print(f"loss {loss:.4f}")  # error: [numpy-in-graph]
    return tape.gradient(loss, w)


step(tf.constant(3.0))
