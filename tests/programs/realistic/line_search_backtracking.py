# outcome: flows
import tensorflow as tf

x = tf.Variable([-1.2, 1.0])


def rosenbrock(p):
    return (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2


prev_x = prev_g = None
for k in range(6):
    with tf.GradientTape() as tape:
        f = rosenbrock(x)
    g = tape.gradient(f, x)
    if prev_g is None:
        step = 1e-3
    else:  # Barzilai-Borwein
        s, y = x - prev_x, g - prev_g
        step = tf.reduce_sum(s * s) / (tf.reduce_sum(s * y) + 1e-12)
    while rosenbrock(x - step * g) > f:
        step *= 0.5
        if step < 1e-10:
            break
    prev_x, prev_g = tf.identity(x), g
    x.assign(x - step * g)
print(x.numpy(), f.numpy())
