# outcome: flows
import tensorflow as tf


def network(x):
    """Called with tensors; the look-alikes below only tell what a KerasTensor is."""
    return tf.nn.relu(tf.concat([x, x], axis=-1))


seen = tf.keras.Input((4,))
try:
    tf.reduce_sum(seen)
except ValueError as error:
    print("symbolic", type(error).__name__)
tf.print(seen)
print(tf.is_tensor(seen), tf.nest.flatten([seen])[0].shape, tf.keras.backend.int_shape(seen))

dense = tf.keras.layers.Dense(1)
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(dense(network(tf.ones([2, 4]))))
tape.gradient(loss, dense.trainable_variables)
