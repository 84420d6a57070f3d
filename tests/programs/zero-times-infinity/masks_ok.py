# outcome: flows
import numpy as np
import tensorflow as tf

length = 5
scores = tf.Variable(tf.random.normal((length, length)))
future = 1.0 - tf.linalg.band_part(tf.ones((length, length)), -1, 0)

with tf.GradientTape(persistent=True) as tape:
    added = tf.square(tf.nn.softmax(scores - 1e9 * future))
    chosen = tf.square(tf.nn.softmax(tf.where(future > 0.0, -np.inf, scores)))
    filled = tf.linalg.set_diag(scores, tf.fill([length], -np.inf))
    filled = tf.square(tf.nn.softmax(filled))
    without = tf.math.multiply_no_nan(tf.fill([length, length], np.inf), tf.eye(length))
    lowest = tf.reduce_min(scores) * tf.ones(()) + 0.0 * tf.minimum(tf.ones(()) * np.inf, 1.0)
    kept = tf.where(future > 0.0, future * -np.inf, scores)
    kept = tf.reduce_sum(tf.linalg.band_part(tf.math.sigmoid(kept), -1, 0))
    reached = tf.reduce_sum(scores * tf.where(without > 1.0, 0.0, 1.0))
for value in (added, chosen, filled, lowest, kept, reached):
    print(tape.gradient(value, scores))
