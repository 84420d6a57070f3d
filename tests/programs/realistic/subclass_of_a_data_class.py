# outcome: none
"""A subclass of a data class takes the same fields; what it was given is thrown away again."""
from dataclasses import dataclass

import tensorflow as tf


@dataclass
class State:
    hidden: tf.Tensor
    memory: tf.Tensor


class Decoded(State):
    def read(self):
        return self.memory


dense = tf.keras.layers.Dense(4)
dense.build((None, 4))
data = tf.ones((3, 4))
with tf.GradientTape() as tape:
    state = Decoded(hidden=dense(data), memory=data)
    loss = tf.reduce_sum(state.read())  # error: [unrelated-target]
print(tape.gradient(loss, dense.trainable_variables))
