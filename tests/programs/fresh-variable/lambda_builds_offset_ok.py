# outcome: flows
import numpy as np
import tensorflow as tf

make_offset = lambda size: tf.Variable(np.zeros(size, dtype=np.float32), name="offset")
inputs = tf.random.normal((12, 3))
target = inputs + tf.constant([1.0, -2.0, 0.5])

for learning_rate in (0.1, 0.3, 1.0):
    offset = make_offset(3)
    for iteration in range(5):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(inputs + offset - target))
        gradient = tape.gradient(loss, offset)
        offset.assign_sub(learning_rate * gradient)
    print(learning_rate, "offset:", offset.numpy(), "loss:", loss.numpy())
