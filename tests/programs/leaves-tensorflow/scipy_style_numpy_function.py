# outcome: none
import numpy as np
import tensorflow as tf


def rank_data(values):
    return np.argsort(np.argsort(values)).astype(np.float32)


@tf.function
def rank_loss(y_true, y_pred):
    ranked = tf.numpy_function(rank_data, [y_pred], tf.float32)  # error: [leaves-tensorflow] or: [non-differentiable-op]
    ranked = tf.reshape(ranked, tf.shape(y_pred))
    return tf.reduce_mean((ranked - y_true) ** 2)


weights = tf.Variable(tf.random.normal([4]))
truth = tf.constant([0.0, 1.0, 2.0, 3.0])

with tf.GradientTape() as tape:
    scores = weights * 2.0
    loss = rank_loss(truth, scores)
print(tape.gradient(loss, weights))
