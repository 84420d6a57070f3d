# outcome: raises RuntimeError
import tensorflow as tf

joints = tf.Variable([0.3, -0.8, 0.5])
lengths = tf.constant([1.0, 0.7, 0.4])
goal = tf.constant([1.2, 0.6])


def forward_kinematics(q):
    angles = tf.cumsum(q)
    return tf.stack(
        [tf.reduce_sum(lengths * tf.cos(angles)), tf.reduce_sum(lengths * tf.sin(angles))]
    )


with tf.GradientTape() as tape:
    tip = forward_kinematics(joints)
    error = tf.reduce_sum((tip - goal) ** 2)
J = tape.jacobian(tip, joints)
descent = tape.gradient(error, joints)  # error: [tape-reused]
joints.assign_sub(0.1 * descent)
print(J.numpy())
