# outcome: flows raises AssertionError
"""Each fold of the data gets a model and an optimizer; the step knows those of the first fold."""
import numpy as np
import tensorflow as tf

inputs = np.ones((24, 3), "float32")
outputs = np.ones((24, 1), "float32")
size = 4


@tf.function  # warning: [kept-graph]
def fit_batch(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(y - regressor(x)))
    grads = tape.gradient(loss, regressor.trainable_variables)
    optimizer.apply_gradients(zip(grads, regressor.trainable_variables))
    return loss


def folds(n, k):
    for held in np.array_split(np.arange(n), k):
        yield np.setdiff1d(np.arange(n), held)


trained = []
for rows in folds(len(inputs), 3):
    regressor = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
    optimizer = tf.keras.optimizers.Adam(0.1)
    trained.append((regressor, optimizer))
    for start in range(0, len(rows), size):
        batch = rows[start : start + size]
        fit_batch(tf.constant(inputs[batch]), tf.constant(outputs[batch]))
assert all(tf.reduce_any(m.layers[-1].bias != 0.0) for m, _ in trained), "only the first is trained"
