"""How long a delivery takes, learnt from 64 deliveries; but nothing is learnt.

Point at what is underlined to read why, and press Ctrl+. (⌘. on macOS) to mend it.
"""

import tensorflow as tf

distance = tf.random.uniform([64], 1.0, 30.0, seed=1)
minutes = 2.5 * distance + 8.0

per_km = tf.Variable(1.0)
start = tf.Variable(0.0)


def expected_hours(km):
    return (per_km * km + start) // 60.0


optimizer = tf.keras.optimizers.SGD(0.01)
for epoch in range(5):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(expected_hours(distance) - minutes / 60.0))
    gradients = tape.gradient(loss, [per_km, start])
    optimizer.apply_gradients(zip(gradients, [per_km, start]))
    print(f"epoch {epoch}: {loss:.3f}")
