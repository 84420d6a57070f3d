# outcome: none
import tensorflow as tf

q = tf.Variable([0.3, 0.6])
arm = tf.stack([tf.cos(q[0]) + tf.cos(q[0] + q[1]), tf.sin(q[0]) + tf.sin(q[0] + q[1])])  # error: [outside-tape]

with tf.GradientTape() as tape:
    position = arm * 1.5

print("J =", tape.jacobian(position, q))
