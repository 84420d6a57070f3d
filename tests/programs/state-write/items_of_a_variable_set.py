# outcome: none
import tensorflow as tf

rate, limit = tf.Variable(0.4), tf.Variable(6.0)
seen = tf.constant([1.0, 1.4, 1.8])


def curve(start):
    kept = tf.Variable(tf.zeros(3), trainable=False)
    level = tf.constant(start)
    for i in range(3):
        kept[i].assign(level)  # error: [state-write]
        level = level + rate * level * (1.0 - level / limit)
    return kept


with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(curve(1.0) - seen))
print(tape.gradient(loss, [rate, limit]))
