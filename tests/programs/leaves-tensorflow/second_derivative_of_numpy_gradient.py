# outcome: none
import numpy as np
import tensorflow as tf


class Wave:
    def __init__(self, number):
        self.number = number

    def __call__(self, t):
        @tf.custom_gradient
        def rise(t):
            def back(up):
                turned = np.cos(self.number * t)  # error: [leaves-tensorflow]
                return up * self.number * tf.constant(turned)

            return tf.sin(self.number * t), back

        return rise(t)


wave = Wave(2.0)
t = tf.constant([0.1, 0.6])
with tf.GradientTape() as outer:
    outer.watch(t)
    with tf.GradientTape() as inner:
        inner.watch(t)
        height = wave(t)
    speed = inner.gradient(height, t)
print(outer.gradient(speed, t))
