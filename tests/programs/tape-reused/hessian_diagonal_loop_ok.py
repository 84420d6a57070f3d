# outcome: flows
import tensorflow as tf

x = tf.Variable([1.0, 2.0, 3.0])


def diag_hessian(f, x):
    with tf.GradientTape(persistent=True) as outer:
        with tf.GradientTape() as inner:
            y = f(x)
        g = inner.gradient(y, x)
        parts = tf.unstack(g)
    rows = []
    for i, p in enumerate(parts):
        rows.append(outer.gradient(p, x)[i])
    del outer
    return tf.stack(rows)


print(diag_hessian(lambda v: tf.reduce_sum(v ** 3) + v[0] * v[1], x))
