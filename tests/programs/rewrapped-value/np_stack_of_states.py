# outcome: part
import numpy as np
import tensorflow as tf

cell = tf.keras.layers.GRUCell(3)
cell.build((None, 2))
readout = tf.keras.layers.Dense(1)
readout.build((None, 3))


def unroll(xs):
    h = [tf.zeros((1, 3))]
    states = []
    for x in tf.unstack(xs, axis=1):
        _, h = cell(x, h)
        h = h if isinstance(h, list) else [h]
        states.append(h[0])
    return np.stack(states, axis=1)  # warning: [leaves-tensorflow]


xs = tf.random.normal((1, 4, 2))
with tf.GradientTape() as tape:
    out = readout(tf.reshape(unroll(xs), (-1, 3)))
    loss = tf.reduce_mean(out ** 2)
ws = cell.trainable_variables + readout.trainable_variables
print([g is None for g in tape.gradient(loss, ws)])
