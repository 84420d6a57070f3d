# outcome: flows
from typing import NamedTuple

import tensorflow as tf


class State(NamedTuple):
    pos: tf.Tensor
    vel: tf.Tensor


k = tf.Variable(2.0)
damping = tf.Variable(0.1)
dt = 0.05


def step(state, force):
    acc = force - k * state.pos - damping * state.vel
    vel = state.vel + dt * acc
    return State(pos=state.pos + dt * vel, vel=vel)


forces = tf.sin(tf.range(30, dtype=tf.float32))
target = tf.cos(tf.linspace(0.0, 3.0, 30))
init = State(tf.constant(1.0), tf.constant(0.0))
for it in range(3):
    with tf.GradientTape() as tape:
        path = tf.scan(step, forces, initializer=init)
        loss = tf.reduce_mean((path.pos - target) ** 2)
    dk, dd = tape.gradient(loss, (k, damping))
    k.assign_sub(0.1 * dk)
    damping.assign_sub(0.1 * dd)
print(k.numpy(), damping.numpy())
