# outcome: flows
"""Shooting problem: find the launch velocity that hits the target."""
import tensorflow as tf

DT, STEPS = 0.05, 30
gravity = tf.constant([0.0, -9.81])
goal = tf.constant([10.0, 0.0])
velocity = tf.Variable([5.0, 5.0])


def simulate(v0):
    pos = tf.zeros(2)
    vel = tf.convert_to_tensor(v0)
    path = [pos.numpy()]
    for _ in range(STEPS):
        vel += DT * gravity
        pos = pos + DT * vel
        path.append(pos.numpy())
    return pos, path


for it in range(3):
    with tf.GradientTape() as tape:
        landing, path = simulate(velocity)
        miss = tf.reduce_sum((landing - goal) ** 2)
    grad = tape.gradient(miss, velocity)
    velocity.assign_sub(0.05 * grad)
    print(it, miss.numpy(), max(p[1] for p in path))
