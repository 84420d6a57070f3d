# outcome: none
import tensorflow as tf

importance = tf.Variable([0.1, 0.9, 0.4, 0.0])
features = tf.constant([1.0, 2.0, 3.0, 4.0])


def keep(values):
    return tf.cast(values, tf.bool)  # error: [integer-dtype]


with tf.GradientTape() as tape:
    selected = tf.boolean_mask(features, keep(importance))
    loss = tf.reduce_sum(selected)
print(tape.gradient(loss, importance))
