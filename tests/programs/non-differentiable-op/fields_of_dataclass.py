# outcome: part
from dataclasses import dataclass, fields
import tensorflow as tf
@dataclass
class Base:
    a: tf.Variable
@dataclass
class P(Base):
    b: tf.Variable
    n: int = 3
    def params(self):
        return [getattr(self, f.name) for f in fields(self) if isinstance(getattr(self, f.name), tf.Variable)]
p = P(tf.Variable(1.0), tf.Variable(2.0))
with tf.GradientTape() as tape:
    loss = p.a * tf.round(p.b)  # warning: [non-differentiable-op]
print(tape.gradient(loss, p.params()))
