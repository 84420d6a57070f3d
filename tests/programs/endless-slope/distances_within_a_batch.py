# outcome: nan
"""Of each batch the distances of its points to each other: on the diagonal they are zero."""
import tensorflow as tf

scale = tf.Variable(2.0)
data = tf.data.Dataset.from_tensor_slices(tf.random.normal([8, 3])).batch(4)
for batch in data:
    with tf.GradientTape() as tape:
        z = batch * scale
        distances = tf.sqrt(tf.reduce_sum((z[:, None] - z[None]) ** 2, -1))  # warning: [endless-slope]
        loss = tf.reduce_sum(distances)
    print(tape.gradient(loss, scale))
