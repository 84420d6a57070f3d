# outcome: nan
import tensorflow as tf

distance = tf.Variable([0.0, 2.0, 5.0])
valid = tf.constant([True, True, False])

with tf.GradientTape() as tape:
    use = tf.logical_and(valid, distance > 1e-6)
    force = tf.where(use, 1.0 / distance, tf.zeros_like(distance))  # warning: [unsafe-where]
    loss = tf.reduce_sum(force)
print(tape.gradient(loss, distance))
