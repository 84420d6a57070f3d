# outcome: flows
import tensorflow as tf

importance = tf.Variable([0.1, 0.9, 0.4, 0.0])
features = tf.constant([1.0, 2.0, 3.0, 4.0])


def keep(values):
    return tf.cast(values, tf.bool)


with tf.GradientTape() as tape:
    mask = keep(importance)
    selected = tf.boolean_mask(features * importance, mask)
    loss = tf.reduce_sum(selected)
print(tape.gradient(loss, importance))
