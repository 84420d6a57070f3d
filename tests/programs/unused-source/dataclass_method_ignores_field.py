# outcome: part
from dataclasses import dataclass, field

import tensorflow as tf

DAMPING = 0.1


@dataclass
class Spring:
    stiffness: tf.Variable = field(default_factory=lambda: tf.Variable(1.0))
    damping: tf.Variable = field(default_factory=lambda: tf.Variable(DAMPING))  # warning: [unused-source]

    def acceleration(self, x, v):
        return -self.stiffness * x - DAMPING * v


spring = Spring()
x, v = tf.constant(1.0), tf.constant(0.0)
with tf.GradientTape() as tape:
    for _ in range(10):
        v = v + 0.05 * spring.acceleration(x, v)
        x = x + 0.05 * v
    miss = (x - 0.7) ** 2
print(tape.gradient(miss, [spring.stiffness, spring.damping]))
