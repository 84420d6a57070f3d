# outcome: nan
"""Each atom is at the distance zero of itself; leaving that out afterwards comes too late."""
import tensorflow as tf

atoms = tf.Variable(1.2 * tf.reshape(tf.range(12, dtype=tf.float32), [4, 3]))


def squared(atoms):
    between = tf.expand_dims(atoms, 1) - tf.expand_dims(atoms, 0)
    return tf.einsum("ijk,ijk->ij", between, between)


def potential(distances):
    sixth = 1.0 / distances ** 3  # warning: [endless-slope]
    return sixth * sixth - sixth  # or: [zero-times-infinity]


with tf.GradientTape() as tape:
    distances = squared(atoms)
    pairs = tf.logical_not(tf.eye(4, dtype=tf.bool))
    energy = tf.reduce_sum(tf.where(pairs, potential(distances), 0.0))
print(tape.gradient(energy, atoms))
