# outcome: flows
import tensorflow as tf

counts = tf.constant([0.0, 3.0, 5.0])
scale = tf.Variable(1.0)


def entropy(p):
    safe = tf.where(p > 0, p, 1.0)
    return tf.reduce_sum(tf.where(p > 0, -p * tf.math.log(safe), 0.0))


with tf.GradientTape() as tape:
    p = scale * counts / tf.reduce_sum(counts)
    loss = entropy(p)
print(tape.gradient(loss, scale))
