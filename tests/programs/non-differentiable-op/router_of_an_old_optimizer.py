# outcome: part
"""An optimizer of TensorFlow 1 computes the gradients by itself; the router chooses by argmax."""
import tensorflow as tf

inputs, wanted = tf.random.normal([8, 3]), tf.random.normal([8, 1])
router = tf.Variable(tf.random.normal([3, 2]), name="router")
experts = tf.Variable(tf.random.normal([2, 3, 1]), name="experts")


def loss():
    chosen = tf.argmax(tf.matmul(inputs, router), axis=-1)  # warning: [non-differentiable-op]
    guess = tf.squeeze(tf.matmul(inputs[:, None, :], tf.gather(experts, chosen)), axis=1)
    return tf.reduce_mean(tf.square(guess - wanted))


optimizer = tf.compat.v1.train.GradientDescentOptimizer(0.05)
for _ in range(3):
    pairs = optimizer.compute_gradients(loss, var_list=[router, experts])
    optimizer.apply_gradients(pairs)
