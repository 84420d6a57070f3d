# outcome: none
import tensorflow as tf

a, b = tf.Variable(0.4), tf.Variable(1.1)
t = tf.constant([[0.1], [0.5], [0.9]])
with tf.GradientTape() as g:
    with tf.GradientTape(persistent=True) as g:  # error: [outside-tape]
        g.watch(t)
        u = b * tf.sin(a * t)
    u_t = g.gradient(u, t)
    residual = tf.reduce_mean((u_t - u) ** 2)
print(g.gradient(residual, [a, b]))
