# outcome: none raises ValueError
"""Heat equation, u_t = u_xx, as a physics-informed network."""
import tensorflow as tf

net = tf.keras.Sequential(
    [
        tf.keras.layers.Dense(12, activation="tanh"),
        tf.keras.layers.Dense(1),
    ]
)


def residual(x, t):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        u = net(tf.concat([x, t], axis=1))
        u_x = tape.gradient(u, x)
    u_t = tape.gradient(u, t)  # or: [unwatched-source]
    u_xx = tape.gradient(u_x, x)
    return u_t - u_xx


points = tf.random.uniform((10, 2))
position = points[:, :1]
moment = points[:, 1:]  # error: [unwatched-source]
print(tf.reduce_mean(residual(position, moment) ** 2))
