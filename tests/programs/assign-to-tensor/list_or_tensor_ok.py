# outcome: flows
import sys

import tensorflow as tf

w = tf.Variable(tf.ones([3]))
as_list = len(sys.argv) < 2
with tf.GradientTape() as tape:
    parts = tf.unstack(w * 2.0) if as_list else w * 2.0
    if isinstance(parts, list):
        shown = parts
    else:
        shown = [parts]
    for i in range(len(sys.argv)):
        parts[i] = tf.zeros(())
    loss = tf.reduce_sum(tf.stack(parts)) + tf.reduce_sum(shown[-1])
print(tape.gradient(loss, w))
