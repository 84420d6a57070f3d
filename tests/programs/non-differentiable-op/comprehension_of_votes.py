# outcome: none
import numpy as np
import tensorflow as tf

members = [tf.keras.layers.Dense(3) for _ in range(3)]
x = tf.constant(np.random.rand(10, 5), dtype=tf.float32)

with tf.GradientTape() as tape:
    votes = [tf.argmax(member(x), axis=1) for member in members]  # error: [non-differentiable-op]
    agreement = tf.add_n([tf.cast(v, tf.float32) for v in votes])
    spread = tf.math.reduce_variance(agreement)

weights = [w for member in members for w in member.trainable_weights]
grads = tape.gradient(spread, weights)
print(sum(g is None for g in grads), "of", len(grads), "weights get nothing")
