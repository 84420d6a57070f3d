# outcome: flows
"""What stays as it is was chosen by its name."""

import tensorflow as tf

FROZEN = {"offset"}
slope = tf.Variable(tf.random.normal((3, 1), seed=1), name="slope")
offset = tf.Variable(tf.zeros(1), name="offset")
hours = tf.random.normal((16, 3), seed=2)
paid = tf.reduce_sum(hours, 1, keepdims=True)
trained = [v for v in (slope, offset) if v.name.split(":")[0] not in FROZEN]
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((hours @ slope + offset - paid) ** 2)
    for variable, step in zip(trained, tape.gradient(loss, trained)):
        variable.assign_sub(0.1 * step)
