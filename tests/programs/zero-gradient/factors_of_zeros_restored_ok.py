# outcome: flows
import tempfile

import tensorflow as tf


class Pair(tf.Module):
    def __init__(self, fill):
        super().__init__()
        self.down, self.up = tf.Variable(fill((3, 2))), tf.Variable(fill((2, 1)))


with tempfile.TemporaryDirectory() as folder:
    saved = tf.train.Checkpoint(pair=Pair(tf.ones)).save(f"{folder}/pair")
    pair = Pair(tf.zeros)
    tf.train.Checkpoint(pair=pair).restore(saved).expect_partial()

x = tf.random.normal((6, 3))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((x @ pair.down @ pair.up) ** 2)
print(tape.gradient(loss, pair.trainable_variables))
