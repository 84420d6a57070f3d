# outcome: none raises ValueError
"""The prediction is cast to the labels' dtype, instead of the other way round."""
import numpy as np
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.Adam()


def align(pred, target):
    if pred.dtype != target.dtype:
        pred = tf.cast(pred, target.dtype)  # error: [integer-dtype]
    return pred, target


x = np.random.rand(6, 3).astype("float32")
y = np.random.randint(0, 5, (6, 1))
with tf.GradientTape() as tape:
    p, t = align(model(x), tf.constant(y))
    loss = tf.reduce_mean(tf.cast(tf.square(p - t), tf.float32))
grads = tape.gradient(loss, model.trainable_variables)
opt.apply_gradients(zip(grads, model.trainable_variables))
