# outcome: flows
import tensorflow as tf

w = tf.Variable(tf.random.normal([3]))
A = tf.random.normal([10, 3])
b = tf.random.normal([10])


def f():
    r = tf.linalg.matvec(A, w) - b
    return tf.reduce_sum(tf.math.softplus(r)) + 0.5 * tf.reduce_sum(w * w)


def grad():
    with tf.GradientTape() as t:
        v = f()
    return t.gradient(v, w)


def hvp(v):
    with tf.GradientTape() as outer:
        g = grad()
        dot = tf.reduce_sum(g * tf.stop_gradient(v))
    return outer.gradient(dot, w)


def cg(rhs, iters=3):
    x = tf.zeros_like(rhs)
    r = p = rhs
    rs = tf.tensordot(r, r, 1)
    for _ in range(iters):
        Ap = hvp(p)
        alpha = rs / tf.tensordot(p, Ap, 1)
        x, r = x + alpha * p, r - alpha * Ap
        new = tf.tensordot(r, r, 1)
        if new < 1e-10:
            break
        p, rs = r + new / rs * p, new
    return x


for it in range(3):
    g = grad()
    w.assign_sub(cg(g))
    print(it, f().numpy(), tf.norm(g).numpy())
