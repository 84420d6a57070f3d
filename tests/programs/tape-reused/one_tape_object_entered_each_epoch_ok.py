# outcome: flows
import tensorflow as tf

joints = tf.Variable([0.3, -0.8, 0.5])
lengths = tf.constant([1.0, 0.7, 0.4])
goal = tf.constant([1.2, 0.6])
tape = tf.GradientTape()

for epoch in range(4):
    with tape:
        angles = tf.cumsum(joints)
        x = tf.reduce_sum(lengths * tf.cos(angles))
        y = tf.reduce_sum(lengths * tf.sin(angles))
        error = (x - goal[0]) ** 2 + (y - goal[1]) ** 2
    joints.assign_sub(0.1 * tape.gradient(error, joints))
    print(epoch, error.numpy())
