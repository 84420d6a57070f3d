# outcome: flows
"""A net that is to follow another one slowly."""

import numpy as np
import tensorflow as tf

fast = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(2)])
slow = tf.keras.models.clone_model(fast)
slow.set_weights(fast.get_weights())
optimizer = tf.keras.optimizers.SGD(0.1)


def follow(tau):
    for held, moved in zip(slow.weights, fast.weights):
        mixed = tau * held + (1.0 - tau) * moved
        held.assign(mixed)


before = slow.get_weights()
for _ in range(3):
    x = tf.random.normal((8, 3))
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((fast(x) - tf.stop_gradient(slow(-x))) ** 2)
    optimizer.apply_gradients(
        zip(tape.gradient(loss, fast.trainable_variables), fast.trainable_variables)
    )
    follow(0.9)
assert np.any(before[0] != slow.get_weights()[0]), "it doesn't follow"
