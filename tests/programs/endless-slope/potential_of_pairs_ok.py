# outcome: flows
"""The diagonal is filled with ones before anything is divided by it; other sums have no zero."""
import tensorflow as tf

atoms = tf.Variable(1.2 * tf.reshape(tf.range(12, dtype=tf.float32), [4, 3]))
others = tf.Variable(tf.random.stateless_normal([4, 3], seed=(1, 2)))

with tf.GradientTape() as tape:
    between = tf.expand_dims(atoms, 1) - tf.expand_dims(atoms, 0)
    distances = tf.einsum("ijk,ijk->ij", between, between) + tf.eye(4)
    apart = tf.expand_dims(atoms, 1) - tf.expand_dims(others, 0)
    across = tf.einsum("ijk,ijk->ij", apart, apart)
    summed = tf.einsum("ijk,ijk->i", between, between)
    energy = tf.reduce_sum(1.0 / distances ** 3 + 1.0 / across) + tf.reduce_sum(tf.sqrt(summed))
print(tape.gradient(energy, [atoms, others]))
