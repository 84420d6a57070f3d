# outcome: flows
"""One of the variables isn't zero, the size is squared again, or it is taken of gradients."""
import tensorflow as tf

offsets = [tf.Variable(tf.zeros([3]), name="left"), tf.Variable([0.0, 0.5], name="right")]
zeros = [tf.Variable(tf.zeros([3])), tf.Variable(tf.zeros([2]))]
signal, seen = tf.constant([1.0, 2.0, 3.0]), tf.constant(4.0)

with tf.GradientTape(persistent=True) as tape:
    guess = tf.reduce_sum(signal + offsets[0]) - tf.reduce_sum(offsets[1])
    size = tf.linalg.global_norm(offsets)  # info: [endless-slope]
    loss = tf.abs(guess - seen) + 0.01 * size
    again = tf.square(tf.linalg.global_norm(zeros))  # info: [endless-slope]
grads, norm = tf.clip_by_global_norm(tape.gradient(loss, offsets), 1.0)
print(grads, norm, tape.gradient(again, zeros))
