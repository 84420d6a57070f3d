# outcome: raises TypeError
import tensorflow as tf
from math import *

angle = tf.Variable([0.5, 1.0])
with tf.GradientTape() as tape:
    height = sin(angle) * pi  # error: [leaves-tensorflow]
grad = tape.gradient(height, angle)
