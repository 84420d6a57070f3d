# outcome: flows
import tensorflow as tf

q = tf.Variable([0.3, 0.6])


def arm(angles):
    first, total = angles[0], angles[0] + angles[1]
    return tf.stack([tf.cos(first) + tf.cos(total), tf.sin(first) + tf.sin(total)])


goal = arm(tf.constant([0.5, 0.5]))
with tf.GradientTape() as tape:
    position = arm(q) * 1.5

jacobian = tape.jacobian(position, q)
q.assign_add(tf.linalg.solve(jacobian, (goal * 1.5 - position)[:, None])[:, 0])
print(q.numpy())
