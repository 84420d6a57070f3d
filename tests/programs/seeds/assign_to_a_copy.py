# outcome: raises AttributeError
import tensorflow as tf

gauge = tf.Variable(2.0)

with tf.GradientTape() as tape:
    reading = gauge * 3.0

gauge.assign(5.0)
with tf.GradientTape() as tape:
    reading = gauge * 2.0
print(tape.gradient(reading, gauge))

gauge = tf.Variable(2.0)
with tf.GradientTape() as tape:
    copy = tf.identity(gauge)
    copy.assign(5.0)  # error: [assign-to-tensor]
    reading = copy * 2.0
print(tape.gradient(reading, gauge))
