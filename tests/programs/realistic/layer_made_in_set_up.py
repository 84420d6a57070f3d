# outcome: none
# used: unittest.TextTestRunner().run(unittest.defaultTestLoader.loadTestsFromTestCase(Binned))
import unittest

import tensorflow as tf


class Binned(unittest.TestCase):
    def setUp(self):
        self.bins = 4
        self.layer = tf.keras.layers.Dense(self.bins, activation="sigmoid")

    def test_the_layer_learns(self):
        x = tf.random.normal((8, 3))
        with tf.GradientTape() as tape:
            levels = tf.round(self.layer(x) * self.bins)  # error: [non-differentiable-op]
            loss = tf.reduce_mean(tf.square(levels - 1.0))
        gradients = tape.gradient(loss, self.layer.trainable_variables)
        self.assertEqual(len(gradients), 2)
