# outcome: raises TypeError
"""The last line prints the loss, and an early way out returns nothing either."""
import tensorflow as tf

w = tf.Variable([1.0, 2.0])


@tf.function
def objective(x, verbose=False):
    total_loss = tf.reduce_sum(w * x)
    if verbose:
        tf.print("loss", total_loss)
    tf.print("total", total_loss)  # error: [unrelated-target]


with tf.GradientTape() as tape:
    out = objective(tf.ones(2))
print(tape.gradient(out, [w]))  # or: [unrelated-target]
