# outcome: none raises ValueError
"""Sequence tagger trained on the score of the Viterbi path minus the gold path, path found in NumPy."""
import numpy as np
import tensorflow as tf

N_TAGS = 3
emission = tf.keras.layers.Dense(N_TAGS)
transitions = tf.Variable(tf.random.normal((N_TAGS, N_TAGS)))
emission.build((None, 4))


def viterbi(scores, trans):
    dp = scores[0]
    for t in range(1, len(scores)):
        dp = np.max(dp[:, None] + trans, axis=0) + scores[t]  # error: [leaves-tensorflow]
    return np.max(dp)  # or: [leaves-tensorflow]


def hinge(x, margin=1.0):
    scores = emission(x)
    best = viterbi(scores, transitions)
    return tf.nn.relu(margin + tf.convert_to_tensor(best))


opt = tf.keras.optimizers.SGD(0.1)
x = tf.random.normal((5, 4))
params = emission.trainable_variables + [transitions]
with tf.GradientTape() as tape:
    loss = hinge(x)
grads = tape.gradient(loss, params)
opt.apply_gradients(zip(grads, params))
