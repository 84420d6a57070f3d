# outcome: flows
import tensorflow as tf

thr = tf.Variable(0.5)
signal = tf.constant([0.1, 0.7, 0.9, 0.3])


def gate(sample):
    return tf.where(sample > thr, sample - thr, tf.zeros_like(sample))


with tf.GradientTape() as tape:
    kept = tf.map_fn(gate, signal)
    sparsity = tf.reduce_sum(kept)
print("d sparsity / d threshold:", tape.gradient(sparsity, thr))
