# outcome: stuck
# gap: a default argument that keeps a variable by name is not followed
"""Per-user bias that should be learned over the stream of events."""
import tensorflow as tf

global_mean = tf.Variable(3.0)
events = [("ann", 5.0), ("bob", 2.0), ("ann", 4.5), ("bob", 1.0)]


def bias_of(user, table={}):
    table[user] = tf.Variable(0.0, name=user)  # warning: [fresh-variable]
    return table[user]


for user, rating in events:
    b = bias_of(user)
    with tf.GradientTape() as tape:
        err = (global_mean + b - rating) ** 2
    gb = tape.gradient(err, b)
    b.assign_sub(0.1 * gb)
