# outcome: flows
from dataclasses import dataclass, field, replace

import tensorflow as tf


@dataclass(frozen=True)
class Lens:
    focal: object
    radius: float = 1.0
    power: object = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "power", 1.0 / self.focal)

    def bend(self, height, angle):
        return height, angle - height * self.power


focal = tf.Variable(2.0)
base = Lens(tf.constant(5.0))
system = [replace(base, focal=focal), replace(base, radius=0.5)]
with tf.GradientTape() as tape:
    system = [replace(base, focal=focal * 1.0), *system[1:]]
    h, a = tf.constant(1.0), tf.constant(0.0)
    for lens in system:
        h, a = lens.bend(h, a)
        h = h + 0.5 * a
    loss = h**2
print(tape.gradient(loss, focal).numpy())
