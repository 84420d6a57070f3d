# outcome: part expected
"""Two tasks in turns; what the other one's head has is left out."""

import tensorflow as tf

trunk = tf.keras.layers.Dense(4)
heads = {"sales": tf.keras.layers.Dense(1), "returns": tf.keras.layers.Dense(1)}
x = tf.random.normal((8, 3))
trunk.build((None, 3))
for head in heads.values():
    head.build((None, 4))
weights = trunk.trainable_variables + [w for h in heads.values() for w in h.trainable_variables]
optimizer = tf.keras.optimizers.Adam(0.01)
optimizer.build(weights)
for task in ["sales", "returns", "sales", "returns"]:
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((heads[task](tf.tanh(trunk(x))) - 1.0) ** 2)
    slopes = tape.gradient(loss, weights)
    optimizer.apply_gradients([(g, w) for g, w in zip(slopes, weights) if g is not None])
