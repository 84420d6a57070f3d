# outcome: flows
"""A program that knows of gradients of rows, and scales their values alone."""
import tensorflow as tf

table, bias = tf.Variable(tf.ones((5, 2))), tf.Variable(0.0)
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(tf.gather(table, [0, 1])) + bias
grads = tape.gradient(loss, [table, bias])
grads = [
    tf.IndexedSlices(0.5 * g.values, g.indices, g.dense_shape)
    if isinstance(g, tf.IndexedSlices)
    else 0.5 * g
    for g in grads
]
tf.keras.optimizers.SGD(0.1).apply_gradients(zip(grads, [table, bias]))
