# outcome: stuck
import numpy as np
import tensorflow as tf

make_offset = lambda size: tf.Variable(np.zeros(size, dtype=np.float32), name="offset")  # warning: [fresh-variable]
inputs = tf.random.normal((12, 3))
target = inputs + tf.constant([1.0, -2.0, 0.5])
learning_rate = 0.3

for iteration in range(5):
    offset = make_offset(3)  # or: [fresh-variable]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(inputs + offset - target))
    gradient = tape.gradient(loss, offset)
    offset.assign_sub(learning_rate * gradient)
print("offset:", offset.numpy(), "loss:", loss.numpy())
