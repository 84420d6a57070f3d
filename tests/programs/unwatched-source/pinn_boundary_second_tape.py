# outcome: none raises ValueError
"""1-D heat equation, u_t = a u_xx."""
import tensorflow as tf

mlp = tf.keras.Sequential([
    tf.keras.Input((2,)),
    tf.keras.layers.Dense(20, activation="tanh"),
    tf.keras.layers.Dense(1),
])


def derivatives(t, x):
    with tf.GradientTape() as t2:
        t2.watch(x)
        with tf.GradientTape(persistent=True) as t1:
            t1.watch(x)
            u = mlp(tf.concat([t, x], axis=1))
        u_x = t1.gradient(u, x)
        u_t = t1.gradient(u, t)  # or: [unwatched-source]
    u_xx = t2.gradient(u_x, x)
    return u_t, u_xx


opt = tf.keras.optimizers.Adam(1e-3)
t = tf.random.uniform((16, 1))  # error: [unwatched-source]
x = tf.random.uniform((16, 1))
for it in range(3):
    with tf.GradientTape() as tape:
        u_t, u_xx = derivatives(t, x)
        loss = tf.reduce_mean((u_t - 0.1 * u_xx) ** 2)
    g = tape.gradient(loss, mlp.trainable_variables)
    opt.apply_gradients(zip(g, mlp.trainable_variables))
