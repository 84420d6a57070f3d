# outcome: flows
from itertools import accumulate, pairwise

import tensorflow as tf

dims = [3, 8, 8, 1]
layers = [tf.keras.layers.Dense(o, activation="tanh", input_shape=(i,)) if False else tf.keras.layers.Dense(o, activation="tanh") for i, o in pairwise(dims)]
x = tf.random.normal([5, 3])


def activations(x):
    return list(accumulate(layers, lambda h, layer: layer(h), initial=x))


activations(x)
weights = [v for l in layers for v in l.trainable_variables]
with tf.GradientTape() as tape:
    *hidden, out = activations(x)
    loss = tf.reduce_mean(out**2) + 1e-3 * sum(tf.reduce_mean(tf.abs(h)) for h in hidden[1:])
grads = tape.gradient(loss, weights)
tf.keras.optimizers.SGD(0.1).apply_gradients(zip(grads, weights))
print(float(loss))
