# outcome: flows
import tensorflow as tf

project = tf.Variable(tf.random.normal((2, 3)))
readout = tf.Variable(tf.random.normal((3,)))
seen = tf.Variable(0, trainable=False, dtype=tf.int64)
events = [(0, [1.0, 0.5]), (3, [-1.0, 2.0]), (4, [0.2, 0.2])]

with tf.GradientTape() as tape:
    table = tf.zeros((5, 3))
    for slot, features in events:
        encoded = tf.linalg.matvec(project, tf.constant(features), transpose_a=True)
        table = tf.tensor_scatter_nd_update(table, [[slot]], [encoded])
        seen.assign_add(1)
    score = tf.reduce_sum(tf.linalg.matvec(table, readout) ** 2)
print(tape.gradient(score, {"project": project, "readout": readout}), seen.numpy())
