# outcome: part
import tensorflow as tf


def rescale(x, step):
    return x // step  # warning: [floor-division]


def normalise(x, step=0.5):
    shifted = x - tf.reduce_min(x)
    return rescale(shifted, step) * step


def score(candidate, weights):
    return tf.tensordot(normalise(candidate), weights, 1)


candidate = tf.Variable([0.3, 1.9, 2.6])
weights = tf.Variable([1.0, 1.0, -1.0])

with tf.GradientTape() as tape:
    value = score(candidate, weights)
    objective = value**2

results = tape.gradient(objective, {"candidate": candidate, "weights": weights})
print(results)
