# outcome: flows
import tensorflow as tf

points = tf.Variable(tf.random.uniform((8, 2)))
goal = tf.random.uniform((6, 2)) + 1.0


def sinkhorn(cost, eps=0.1, iters=20):
    n, m = cost.shape
    log_a, log_b = -tf.math.log(float(n)), -tf.math.log(float(m))
    f, g = tf.zeros(n), tf.zeros(m)
    for _ in range(iters):
        f = -eps * tf.reduce_logsumexp((g[None, :] - cost) / eps + log_b, axis=1)
        g = -eps * tf.reduce_logsumexp((f[:, None] - cost) / eps + log_a, axis=0)
    plan = tf.exp((f[:, None] + g[None, :] - cost) / eps + log_a + log_b)
    return tf.reduce_sum(plan * cost), plan


opt = tf.keras.optimizers.Adam(0.05)
for step in range(3):
    with tf.GradientTape() as tape:
        cost = tf.reduce_sum((points[:, None] - goal[None]) ** 2, axis=-1)
        value, plan = sinkhorn(cost)
    grad = tape.gradient(value, points)
    opt.apply_gradients([(grad, points)])
    assignment = tf.argmax(plan, axis=1).numpy().tolist()
    print(step, float(value), assignment)
