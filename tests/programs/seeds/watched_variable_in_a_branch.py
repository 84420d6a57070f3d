# outcome: flows
import tensorflow as tf

start = tf.Variable(1.0)
with tf.GradientTape() as tape:
    tape.watch(start)  # hint: [redundant-watch]
    if start > 0:
        scaled = start * 2
    else:
        scaled = start
    shifted = scaled + 1

print(tape.gradient(shifted, start))
