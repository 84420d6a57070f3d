# outcome: flows
import numpy as np
import tensorflow as tf

proj = tf.keras.layers.Dense(4)
proj.build((None, 6))
opt = tf.keras.optimizers.Adam()


def pairwise(x):
    if isinstance(x, np.ndarray):
        return ((x[:, None] - x[None]) ** 2).sum(-1)
    return tf.reduce_sum((x[:, None] - x[None]) ** 2, axis=-1)


x = tf.random.normal((8, 6))
print(pairwise(x.numpy()).mean())
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(pairwise(proj(x)))
grads = tape.gradient(loss, [proj.kernel])
proj.kernel.assign_sub(0.1 * grads[0])
