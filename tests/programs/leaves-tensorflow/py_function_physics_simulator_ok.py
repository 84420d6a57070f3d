# outcome: flows
import numpy as np
import tensorflow as tf


def simulate(params):
    pos, vel = 0.0, params[0]
    for _ in range(10):
        vel -= params[1] * 0.1
        pos += vel * 0.1
    return tf.convert_to_tensor(pos)


class Thrower(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.net = tf.keras.layers.Dense(2)

    def call(self, goal):
        action = self.net(goal)
        landed = tf.py_function(simulate, [action[0]], tf.float32)
        return tf.reshape(landed, (1,))


thrower = Thrower()
opt = tf.keras.optimizers.Adam()
goal = tf.constant(np.array([[1.5]], np.float32))
for _ in range(2):
    with tf.GradientTape() as tape:
        miss = tf.reduce_sum((thrower(goal) - goal[0]) ** 2)
    grads = tape.gradient(miss, thrower.trainable_variables)
    opt.apply_gradients(zip(grads, thrower.trainable_variables))
