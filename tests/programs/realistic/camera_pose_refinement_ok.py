# outcome: flows
import math

import numpy as np
import tensorflow as tf

angles = tf.Variable([0.1, 0.0, -0.1], name="angles")
translation = tf.Variable([0.0, 0.0, 4.0], name="translation")
focal = 2.0 / math.tan(math.radians(60) / 2)
cube = tf.constant(np.array(np.meshgrid([-1, 1], [-1, 1], [-1, 1])).T.reshape(-1, 3), tf.float32)


def rotation(a):
    cx, cy, cz = tf.unstack(tf.cos(a))
    sx, sy, sz = tf.unstack(tf.sin(a))
    one, zero = tf.ones(()), tf.zeros(())
    rx = tf.reshape(tf.stack([one, zero, zero, zero, cx, -sx, zero, sx, cx]), (3, 3))
    ry = tf.reshape(tf.stack([cy, zero, sy, zero, one, zero, -sy, zero, cy]), (3, 3))
    rz = tf.reshape(tf.stack([cz, -sz, zero, sz, cz, zero, zero, zero, one]), (3, 3))
    return rz @ ry @ rx


def project(a, t):
    cam = cube @ tf.transpose(rotation(a)) + t
    return focal * cam[:, :2] / cam[:, 2:]


observed = project(tf.constant([0.4, -0.2, 0.3]), tf.constant([0.2, -0.1, 5.0]))
for it in range(4):
    with tf.GradientTape() as tape:
        residual = tf.reshape(project(angles, translation) - observed, [-1])
    J = tf.concat(tape.jacobian(residual, [angles, translation]), axis=1)
    update = tf.linalg.lstsq(J, residual[:, None], l2_regularizer=1e-3)[:, 0]
    angles.assign_sub(update[:3])
    translation.assign_sub(update[3:])
    print(it, float(tf.norm(residual)))
