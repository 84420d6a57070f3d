# outcome: flows
"""What is put into whichever of two dictionaries comes out of it again."""
import sys

import tensorflow as tf

dense = tf.keras.layers.Dense(4)
dense.build((None, 4))
if len(sys.argv) > 40:
    state = {"step": 1}
else:
    state = {}
with tf.GradientTape() as tape:
    state["hidden"] = dense(tf.ones((3, 4)))
    loss = tf.reduce_sum(state["hidden"])
print(tape.gradient(loss, dense.trainable_variables))
