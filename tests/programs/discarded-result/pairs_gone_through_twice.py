# outcome: flows raises AssertionError
"""The pairs are shown, and nothing of them is left to be applied."""

import tensorflow as tf

w = [tf.Variable([0.3, 0.8]), tf.Variable([1.2])]
before = [v.numpy() for v in w]


def lengths(pairs):
    return {v.shape[0]: float(tf.norm(g)) for g, v in pairs}


for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(w[0] ** 2) + tf.reduce_sum(w[1] ** 3)
    pairs = zip(tape.gradient(loss, w), w)  # warning: [discarded-result]
    print(lengths(pairs))
    for slope, variable in pairs:
        variable.assign_sub(0.1 * slope)
assert any((v.numpy() != old).any() for v, old in zip(w, before)), "nothing moved"
