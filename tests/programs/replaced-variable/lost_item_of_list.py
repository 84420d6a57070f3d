# outcome: flows raises AssertionError
"""Counted loops: what is taken out of a list gets a new name, and never goes back."""
import tensorflow as tf

params = {"w": tf.Variable([1.0, 2.0]), "b": tf.Variable(0.5)}
names = list(params)
for epoch in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(params["w"] ** 2) * params["b"]
    grads = tape.gradient(loss, [params[n] for n in names])
    for i in range(len(names)):
        p = params[names[i]]
        if i >= 0:
            p = p - 0.1 * grads[i]  # warning: [replaced-variable]
assert float(params["b"]) != 0.5, "nothing is learned"
