# outcome: flows
"""A parameter object whose setter converts from degrees."""
import math

import tensorflow as tf


class Joint:
    def __init__(self):
        self._angle = tf.zeros(())

    @property
    def angle(self):
        return self._angle

    @angle.setter
    def angle(self, degrees):
        self._angle = degrees * math.pi / 180.0


theta = tf.Variable(30.0)
arm = Joint()
for _ in range(2):
    with tf.GradientTape() as tape:
        arm.angle = theta
        height = tf.sin(arm.angle)
        loss = (height - 1.0) ** 2
    theta.assign_sub(100.0 * tape.gradient(loss, theta))
