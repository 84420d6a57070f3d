# outcome: flows
import numpy as np
import tensorflow as tf

params = {"layer1": {"w": tf.Variable(tf.ones((2, 3))), "b": tf.Variable(tf.ones(3))},
          "out": {"w": tf.Variable(tf.ones((3, 1)))}}


def l2(p):
    return tf.reduce_sum(tf.square(p))


def penalty(tree):
    return tf.add_n(tf.nest.flatten(tf.nest.map_structure(l2, tree)))


with tf.GradientTape() as tape:
    reg = penalty(params)
grads = tape.gradient(reg, params)
tf.nest.map_structure(lambda v, g: v.assign_sub(0.1 * g), params, grads)
print(tf.nest.map_structure(lambda v: float(np.sum(np.square(v))), params))
