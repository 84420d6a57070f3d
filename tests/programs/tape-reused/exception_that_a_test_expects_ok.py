# outcome: flows raises RuntimeError
import unittest

import tensorflow as tf


class TapeTest(unittest.TestCase):
    def test_is_used_up(self):
        x = tf.Variable(3.0)
        with tf.GradientTape() as tape:
            y = x * x
        self.assertEqual(float(tape.gradient(y, x)), 6.0)
        with self.assertRaises(RuntimeError):
            tape.gradient(y, x)


TapeTest("test_is_used_up").debug()
