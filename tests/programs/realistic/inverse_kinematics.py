# outcome: flows
import math

import tensorflow as tf

LINKS = (1.0, 0.8, 0.5)
LIMIT = math.pi * 0.75


def forward(angles):
    x = y = total = 0.0
    joints = [(0.0, 0.0)]
    for length, a in zip(LINKS, tf.unstack(angles)):
        total = total + a
        x, y = x + length * tf.cos(total), y + length * tf.sin(total)
        joints.append((x, y))
    return joints


def solve(goal, q, iters=5, damping=0.1):
    for _ in range(iters):
        with tf.GradientTape() as tape:
            tape.watch(q)
            tip = tf.stack(forward(q)[-1])
        J = tape.jacobian(tip, q)
        err = goal - tip
        dq = tf.linalg.matvec(tf.linalg.inv(tf.matmul(J, J, transpose_a=True) + damping * tf.eye(3)), tf.linalg.matvec(J, err, transpose_a=True))
        q = tf.clip_by_value(q + dq, -LIMIT, LIMIT)
    return q, tf.norm(err)


q, err = solve(tf.constant([1.2, 0.9]), tf.constant([0.1, 0.2, 0.3]))
theta = tf.Variable(q)
with tf.GradientTape() as tape:
    joints = forward(theta)
    effort = tf.reduce_sum(theta**2)
    height = tf.add_n([tf.nn.relu(-j[1]) for j in joints[1:]])
    cost = 1e-2 * effort + height
print(err.numpy(), tape.gradient(cost, theta).numpy())
