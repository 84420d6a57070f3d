# outcome: flows
from dataclasses import dataclass, field, fields

import tensorflow as tf


def variable(value):
    return field(default_factory=lambda: tf.Variable(value))


@dataclass
class Spring:
    stiffness: tf.Variable = variable(1.0)
    damping: tf.Variable = variable(0.1)
    rest: float = 0.5

    def trainables(self):
        values = (getattr(self, f.name) for f in fields(self))
        return [v for v in values if isinstance(v, tf.Variable)]

    def simulate(self, x, v, dt=0.05, steps=10):
        for _ in range(steps):
            a = -self.stiffness * (x - self.rest) - self.damping * v
            v = v + dt * a
            x = x + dt * v
        return x


spring = Spring()
for _ in range(3):
    with tf.GradientTape() as tape:
        miss = (spring.simulate(tf.constant(1.0), tf.constant(0.0)) - 0.7) ** 2
    for p, g in zip(spring.trainables(), tape.gradient(miss, spring.trainables())):
        p.assign_sub(5.0 * g)
print(spring)
