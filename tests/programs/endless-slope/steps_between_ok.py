# outcome: flows
import tensorflow as tf

track = tf.Variable([[0.0, 1.0], [2.0, 3.0], [5.0, 3.0]])

with tf.GradientTape() as tape:
    step = track[1:] - track[:-1]
    far = tf.norm(step, axis=-1)  # info: [endless-slope]
    loss = tf.reduce_sum(far)
print(tape.gradient(loss, track))
