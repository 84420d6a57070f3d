# outcome: flows
import tensorflow as tf

v = tf.Variable(1.5)
with tf.GradientTape() as tape:
    tape.watch(v)  # hint: [redundant-watch]
    y = v**3 - 2.0 * v
print(tape.gradient(y, v))
