# outcome: flows
# used: class Spring(Potential):
# used:     def energy(self, positions):
# used:         return tf.reduce_sum(positions**2)
# used: print(Spring().forces(tf.ones((3, 3))))
from abc import ABC

import tensorflow as tf


class Potential(tf.keras.Model, ABC):
    def energy(self, positions):
        """The energy of a structure."""
        return 0.0

    def forces(self, positions):
        with tf.GradientTape() as tape:
            tape.watch(positions)
            energy = self.energy(positions)
        return -tape.gradient(energy, positions)
