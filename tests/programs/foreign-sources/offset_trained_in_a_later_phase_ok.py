# outcome: flows
"""First the slope is fitted, then the offset, each on its own."""

import tensorflow as tf

slope = tf.Variable(tf.random.normal((3, 1), seed=1), name="slope")
offset = tf.Variable(tf.zeros(1), name="offset")
hours = tf.random.normal((16, 3), seed=2)
paid = tf.reduce_sum(hours, 1, keepdims=True) + 1.0
optimizer = tf.keras.optimizers.SGD(0.1)
optimizer.build([slope, offset])

fitted, waiting = [slope], [offset]
steps = 0
while steps < 12:
    steps += 1
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((hours @ slope + offset - paid) ** 2)
    optimizer.apply_gradients(zip(tape.gradient(loss, fitted), fitted))
    if steps % 6 == 0:
        fitted, waiting = waiting, fitted
assert float(offset[0]) != 0.0
