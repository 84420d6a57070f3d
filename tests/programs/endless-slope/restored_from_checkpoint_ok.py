# outcome: flows
import os
import tempfile

import tensorflow as tf

saved = os.path.join(tempfile.mkdtemp(), "weights")
path = tf.train.Checkpoint(w=tf.Variable([3.0, 4.0])).write(saved)

w = tf.Variable(tf.zeros([2]))
tf.train.Checkpoint(w=w).restore(path)
v = tf.Variable(tf.zeros([2]))
v.assign([1.0, 2.0])

with tf.GradientTape() as tape:
    loss = tf.norm(w)
    loss += tf.norm(v)  # info: [endless-slope]
print(tape.gradient(loss, [w, v]))
