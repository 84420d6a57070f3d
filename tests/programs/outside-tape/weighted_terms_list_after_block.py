# outcome: none
import tensorflow as tf

alpha = tf.Variable([0.3, 0.7])
data = tf.random.normal((5, 2))


def terms():
    fit = tf.reduce_mean((data - alpha) ** 2)
    yield "fit", fit
    yield "sparsity", tf.reduce_sum(tf.abs(alpha))


with tf.GradientTape() as tape:
    named = dict(terms())
weights = {"fit": 1.0, "sparsity": 0.1}
total = sum(weights[k] * named[k] for k in named)  # error: [outside-tape]
print(tape.gradient(total, alpha))
