# outcome: flows
import tensorflow as tf

A = tf.random.normal([12, 5])
b = tf.random.normal([12])
x = tf.Variable(tf.zeros([5]))
z = tf.Variable(tf.zeros([5]), trainable=False)
u = tf.Variable(tf.zeros([5]), trainable=False)
rho = 1.0
for it in range(4):
    for _ in range(5):
        with tf.GradientTape() as tape:
            f = 0.5 * tf.reduce_sum((tf.linalg.matvec(A, x) - b) ** 2)
            f += 0.5 * rho * tf.reduce_sum((x - z + u) ** 2)
        x.assign_sub(0.01 * tape.gradient(f, x))
    v = x + u
    z.assign(tf.sign(v) * tf.nn.relu(tf.abs(v) - 0.1 / rho))
    u.assign_add(x - z)
    primal = tf.norm(x - z).numpy()
    if primal < 1e-3:
        break
print(it, primal, tf.math.count_nonzero(z).numpy())
