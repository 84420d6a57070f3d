# outcome: flows
"""Batches of another size for each model: every size is traced, with the model of then."""
import numpy as np
import tensorflow as tf

inputs = np.ones((24, 3), "float32")


@tf.function
def fit_batch(x):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(1.0 - regressor(x)))
    grads = tape.gradient(loss, regressor.trainable_variables)
    for g, v in zip(grads, regressor.trainable_variables):
        v.assign_sub(0.1 * g)


trained = []
for size in (4, 6, 8):
    regressor = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
    trained.append(regressor)
    for start in range(0, 24, size):
        fit_batch(tf.constant(inputs[start : start + size]))
assert all(tf.reduce_any(m.layers[-1].bias != 0.0) for m in trained), "one isn't trained"
