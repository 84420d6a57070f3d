# outcome: none raises ValueError
# gap: the lengths of tensors are not known
import numpy as np
import tensorflow as tf

proj = tf.keras.layers.Dense(4)
proj.build((None, 6))
opt = tf.keras.optimizers.Adam()


def pairwise(x, squared=False):
    if x.shape[0] < 32:
        x = np.asarray(x)  # error: [leaves-tensorflow]
        return ((x[:, None] - x[None]) ** 2).sum(-1)
    d = tf.reduce_sum((x[:, None] - x[None]) ** 2, axis=-1)
    return d if squared else tf.sqrt(d)


x = tf.random.normal((8, 6))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(pairwise(proj(x)))
grads = tape.gradient(loss, proj.trainable_variables)
opt.apply_gradients(zip(grads, proj.trainable_variables))
