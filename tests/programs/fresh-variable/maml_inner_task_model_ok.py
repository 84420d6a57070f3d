# outcome: flows
"""Reptile: each task trains a fresh clone for one step, the meta weights move towards it."""
import tensorflow as tf

meta = tf.keras.Sequential([tf.keras.Input((1,)), tf.keras.layers.Dense(1)])


def clone():
    m = tf.keras.models.clone_model(meta)
    m.set_weights(meta.get_weights())
    return m


x = tf.random.normal((8, 1))
for task in range(3):
    fast = clone()
    for _ in range(2):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((fast(x) - float(task + 1)) ** 2)
        for v, g in zip(fast.trainable_variables, tape.gradient(loss, fast.trainable_variables)):
            v.assign_sub(0.1 * g)
    for m, f in zip(meta.weights, fast.weights):
        m.assign_add(0.5 * (f - m))
