# outcome: flows
import tensorflow as tf

x = tf.Variable(tf.random.normal([8, 2]))
target = tf.random.normal([10, 2]) + 2.0


def sinkhorn(a, b, eps=0.5, n_iter=8):
    C = tf.reduce_sum((a[:, None] - b[None]) ** 2, -1)
    n, m = a.shape[0], b.shape[0]
    log_mu, log_nu = -tf.math.log(float(n)) * tf.ones([n]), -tf.math.log(float(m)) * tf.ones([m])
    u, v = tf.zeros([n]), tf.zeros([m])
    M = lambda u, v: (-C + u[:, None] + v[None]) / eps
    for it in range(n_iter):
        u_prev = u
        u = eps * (log_mu - tf.reduce_logsumexp(M(u, v), 1)) + u
        v = eps * (log_nu - tf.reduce_logsumexp(M(u, v), 0)) + v
        if tf.reduce_sum(tf.abs(u - u_prev)) < 1e-3:
            break
    P = tf.exp(M(u, v))
    return tf.reduce_sum(P * C), P


for step in range(3):
    with tf.GradientTape() as tape:
        cost, plan = sinkhorn(x, target)
    x.assign_sub(0.5 * tape.gradient(cost, x))
    match = tf.argmax(plan, 1)
print(cost.numpy(), match.numpy())
