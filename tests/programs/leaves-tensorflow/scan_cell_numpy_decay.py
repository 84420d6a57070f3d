# outcome: part
import numpy as np
import tensorflow as tf

decay_logit = tf.Variable(0.2, name="decay")
gain = tf.Variable(1.5, name="gain")


def leaky(state, inp):
    alpha = 1.0 / (1.0 + np.exp(-decay_logit.numpy()))  # warning: [leaves-tensorflow]
    return alpha * state + gain * inp


signal = tf.constant([0.1, 0.4, -0.2, 0.9])
with tf.GradientTape() as tape:
    states = tf.scan(leaky, signal, initializer=tf.constant(0.0))
    loss = tf.reduce_mean(tf.square(states - 0.3))
print(tape.gradient(loss, [decay_logit, gain]))
