# outcome: flows
"""Per-user bias that is learned over the stream of events."""
import tensorflow as tf

global_mean = tf.Variable(3.0)
events = [("ann", 5.0), ("bob", 2.0), ("ann", 4.5), ("bob", 1.0)]


def bias_of(user, table={}):
    if user not in table:
        table[user] = tf.Variable(0.0, name=user)
    return table[user]


for user, rating in events:
    b = bias_of(user)
    with tf.GradientTape() as tape:
        err = (global_mean + b - rating) ** 2
    gb, gm = tape.gradient(err, [b, global_mean])
    b.assign_sub(0.1 * gb)
    global_mean.assign_sub(0.01 * gm)
