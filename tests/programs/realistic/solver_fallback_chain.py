# outcome: flows
import tensorflow as tf

a = tf.Variable([[2.0, 0.5], [0.5, 1.0]])
rhs = tf.constant([[1.0], [2.0]])


def by_lu(m, b):
    raise NotImplementedError("not on this machine")


def by_cholesky(m, b):
    if float(m[0, 0]) < 5:
        raise ValueError("ill conditioned")
    return tf.linalg.cholesky_solve(tf.linalg.cholesky(m), b)


def by_lstsq(m, b):
    return tf.linalg.lstsq(m, b, fast=False) if False else tf.linalg.solve(m, b)


def solve(m, b):
    problems = []
    for method in (by_lu, by_cholesky, by_lstsq):
        try:
            x = method(m, b)
            break
        except (NotImplementedError, ValueError) as e:
            problems.append(str(e))
    else:
        raise RuntimeError("; ".join(problems))
    return x


with tf.GradientTape() as tape:
    x = solve(a, rhs)
    loss = tf.reduce_sum(x**2)
print(tape.gradient(loss, a).numpy())
