# outcome: none raises ValueError
import numpy as np
import tensorflow as tf

angle = tf.Variable(0.1, name="angle")
start = tf.constant([0.0, 0.0, 4.0])
translation = tf.Variable(start, name="translation")
cube = tf.constant(np.array(np.meshgrid([-1, 1], [-1, 1], [-1, 1])).T.reshape(-1, 3), tf.float32)


def rotate_z(points, a):
    c, s = tf.cos(a), tf.sin(a)
    x, y, z = tf.unstack(points, axis=1)
    return tf.stack([c * x - s * y, s * x + c * y, z], axis=1)


def project(a, t):
    cam = rotate_z(cube, a) + start
    return cam[:, :2] / cam[:, 2:]  # error: [unused-source]


observed = project(tf.constant(0.4), start)
opt = tf.keras.optimizers.SGD(0.1)
for it in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((project(angle, translation) - observed) ** 2)
    grads = tape.gradient(loss, [translation])  # or: [foreign-sources]
    opt.apply_gradients(zip(grads, [translation]))
