# outcome: none raises ValueError
"""A parameter object whose setter snaps to the encoder's grid."""
import math

import tensorflow as tf


class Joint:
    def __init__(self, ticks=360):
        self._angle = tf.zeros(())
        self.ticks = ticks

    @property
    def angle(self):
        return self._angle

    @angle.setter
    def angle(self, degrees):
        snapped = tf.round(degrees * self.ticks / 360.0) * 360.0 / self.ticks  # error: [non-differentiable-op]
        self._angle = snapped * math.pi / 180.0


theta = tf.Variable(30.0)
arm = Joint()
for _ in range(2):
    with tf.GradientTape() as tape:
        arm.angle = theta
        height = tf.sin(arm.angle)
        loss = (height - 1.0) ** 2
    theta.assign_sub(tf.multiply(100.0, tape.gradient(loss, theta)))
