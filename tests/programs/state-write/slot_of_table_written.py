# outcome: part
import tensorflow as tf

table = tf.Variable(tf.zeros((5, 3)), trainable=False)
project = tf.Variable(tf.random.normal((2, 3)))
readout = tf.Variable(tf.random.normal((3,)))
events = [(0, [1.0, 0.5]), (3, [-1.0, 2.0]), (4, [0.2, 0.2])]

with tf.GradientTape() as tape:
    for slot, features in events:
        encoded = tf.linalg.matvec(project, tf.constant(features), transpose_a=True)
        table[slot].assign(encoded)  # warning: [state-write]
    score = tf.reduce_sum(tf.linalg.matvec(table, readout) ** 2)
print(tape.gradient(score, {"project": project, "readout": readout}))
