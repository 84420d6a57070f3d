# outcome: flows
"""The constants of a cell, each a variable; one of them was written without a point."""

from dataclasses import asdict, dataclass

import tensorflow as tf


@dataclass
class Cell:
    rest: float = -0.2
    delay: float = 10.0


def variables(cell):
    return {name: tf.Variable(value, name=name) for name, value in asdict(cell).items()}


theta = variables(Cell())
names = sorted(theta)
with tf.GradientTape() as tape:
    change = (theta["rest"] - 0.5) / tf.cast(theta["delay"], tf.float32)
    loss = change**2
print(tape.gradient(loss, [theta[name] for name in names]))
