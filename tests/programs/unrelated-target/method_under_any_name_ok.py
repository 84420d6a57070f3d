# outcome: flows
# used: print(of([0, 1, 0], tf.ones((3, 2))))
import tensorflow as tf


class Circuit:
    def __init__(self):
        self.state = tf.ones([2])

    def rx(self, wire, theta):
        self.state = self.state * tf.cos(theta)

    def h(self, wire):
        self.state = self.state * 0.5

    def wavefunction(self):
        return self.state


GATES = [["rx", 0], ["h", 0]]


def of(preset, table):
    angles = tf.stack([table[i, j] for i, j in enumerate(preset)])
    circuit = Circuit()
    with tf.GradientTape() as tape:
        tape.watch(angles)
        for i, j in enumerate(preset):
            gate = GATES[j]
            if gate[0].startswith("r"):
                getattr(circuit, gate[0])(gate[1], theta=angles[i])
            elif len(gate[0]) == 1:
                getattr(circuit, gate[0])(gate[1])
        loss = tf.reduce_sum(tf.abs(circuit.wavefunction()))
    return tape.gradient(loss, angles)
