# outcome: part none expected
"""Tests of what has no gradient."""

import unittest

import tensorflow as tf


def test_round():
    x = tf.Variable(2.3)
    with tf.GradientTape() as tape:
        y = tf.round(x)
    assert tape.gradient(y, x) is None


def test_stopped():
    x, z = tf.Variable(2.3), tf.Variable(1.0)
    with tf.GradientTape() as tape:
        y = tf.stop_gradient(x) * z
    gx, gz = tape.gradient(y, [x, z])
    assert gx is None and gz is not None


class FloorTest(unittest.TestCase):
    def test_floor(self):
        x = tf.Variable(2.3)
        with tf.GradientTape() as tape:
            y = tf.floor(x)
        slope = tape.gradient(y, x)
        self.assertIsNone(slope)


class LargestTest(tf.test.TestCase):
    def test_argmax(self):
        x = tf.Variable([2.3, 1.0])
        with tf.GradientTape() as tape:
            y = tf.argmax(x)
        self.assertIsNone(tape.gradient(y, x))


test_round()
test_stopped()
FloorTest("test_floor").debug()
LargestTest("test_argmax").debug()
