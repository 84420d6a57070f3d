# outcome: flows
# used: unittest.TextTestRunner().run(unittest.defaultTestLoader.loadTestsFromTestCase(Binned))
import unittest

import tensorflow as tf


class Binned(tf.test.TestCase):
    def setUp(self):
        super().setUp()
        self.bins = 4
        self.trained = None
        self.layer = tf.keras.layers.Dense(self.bins, activation="sigmoid")

    def loss(self, x):
        levels = self.layer(x) * self.bins
        print(tf.reduce_mean(tf.round(levels)))
        return tf.reduce_mean(tf.square(levels - 1.0))

    def test_the_layer_learns(self):
        x = tf.random.normal((8, 3))
        with tf.GradientTape() as tape:
            loss = self.loss(x)
        self.trained = self.layer.trainable_variables
        gradients = tape.gradient(loss, self.trained)
        self.assertEqual(len(gradients), 2)

    def test_that_it_counts(self):
        self.assertIsNone(self.trained)
        self.layer.build((8, 3))
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(self.layer.trainable_variables[0] ** 2)
        self.assertIsNotNone(tape.gradient(loss, self.layer.trainable_variables[0]))
