# outcome: flows
"""The router weighs the experts; the same optimizer computes and applies, clipped in between."""
import tensorflow as tf

inputs, wanted = tf.random.normal([8, 3]), tf.random.normal([8, 1])
router = tf.Variable(tf.random.normal([3, 2]), name="router")
experts = tf.Variable(tf.random.normal([2, 3]), name="experts")


def loss():
    shares = tf.nn.softmax(tf.matmul(inputs, router), axis=-1)
    guess = tf.reduce_sum(shares * tf.matmul(inputs, experts, transpose_b=True), axis=-1)
    return tf.reduce_mean(tf.square(guess[:, None] - wanted))


optimizer = tf.compat.v1.train.GradientDescentOptimizer(0.05)
for _ in range(3):
    pairs = optimizer.compute_gradients(loss, var_list=[router, experts])
    optimizer.apply_gradients([(tf.clip_by_value(g, -1.0, 1.0), v) for g, v in pairs])
