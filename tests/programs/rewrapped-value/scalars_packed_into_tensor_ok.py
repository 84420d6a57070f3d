# outcome: flows
import tensorflow as tf

roll, pitch, yaw = (tf.Variable(v) for v in (0.1, -0.2, 0.3))
observed = tf.constant([0.0, 0.0, 1.0])


def direction():
    return tf.convert_to_tensor(
        [tf.cos(yaw) * tf.cos(pitch), tf.sin(yaw) * tf.cos(pitch), tf.sin(roll)]
    )


def frozen_direction():
    return tf.constant([float(tf.cos(yaw)), float(tf.sin(yaw)), 0.0])


with tf.GradientTape() as tape:
    loss = tf.reduce_sum((direction() - observed) ** 2)
print(tape.gradient(loss, [roll, pitch, yaw]), frozen_direction().numpy())
