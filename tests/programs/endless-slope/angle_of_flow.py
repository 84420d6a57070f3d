# outcome: nan
import tensorflow as tf

moving = tf.random.uniform((3, 4, 2), 0.5, 1.5)
flow = tf.Variable(tf.concat([moving, tf.zeros((2, 4, 2))], axis=0))


def direction(field):
    return tf.atan2(field[..., 1], field[..., 0])  # info: [endless-slope]


with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(direction(flow) - 0.3))
print(tape.gradient(loss, flow))
