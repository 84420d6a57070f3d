# outcome: flows raises AttributeError
"""A picture that starts as another one with noise is changed until it is dark."""

import tensorflow as tf

start = tf.random.uniform((1, 4, 4, 3), seed=1)
image = start + 0.05 * tf.random.normal(start.shape, seed=2)
optimizer = tf.keras.optimizers.Adam(0.1)
for _ in range(2):
    with tf.GradientTape() as tape:
        tape.watch(image)
        loss = tf.reduce_mean(image**2)
    slope = tape.gradient(loss, image)
    optimizer.apply_gradients([(slope, image)])  # error: [mismatched-gradients]
print(loss)
