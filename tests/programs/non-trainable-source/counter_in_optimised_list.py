# outcome: part
import tensorflow as tf


def make_parameters():
    position = tf.Variable([0.0, 0.5])
    momentum = tf.Variable([0.1, 0.1], trainable=False)  # warning: [non-trainable-source]
    return [position, momentum]


parameters = make_parameters()
with tf.GradientTape() as tape:
    position, momentum = parameters
    kinetic = 0.5 * tf.reduce_sum(momentum**2)
    hamiltonian = kinetic + tf.reduce_sum(1.0 - tf.cos(position))

for p, g in zip(parameters, tape.gradient(hamiltonian, parameters)):
    print(p.shape, g)
