# outcome: none raises TypeError
"""Shooting problem: find the launch velocity that hits the target."""
import tensorflow as tf

DT, STEPS = 0.05, 30
gravity = tf.constant([0.0, -9.81])
goal = tf.constant([10.0, 0.0])
velocity = tf.Variable([5.0, 5.0])


def simulate(v0):
    pos = tf.zeros(2)
    vel = tf.Variable(v0)  # error: [rewrapped-value]
    for _ in range(STEPS):
        vel.assign_add(DT * gravity)
        pos = pos + DT * vel
    return pos


for it in range(3):
    with tf.GradientTape() as tape:
        miss = tf.reduce_sum((simulate(velocity) - goal) ** 2)
    grad = tape.gradient(miss, velocity)
    velocity.assign_sub(0.05 * grad)
