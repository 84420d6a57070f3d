# outcome: flows
"""Heat equation, u_t = u_xx, as a physics-informed network."""
import tensorflow as tf

net = tf.keras.Sequential(
    [
        tf.keras.layers.Dense(12, activation="tanh"),
        tf.keras.layers.Dense(1, use_bias=False),
    ]
)
adam = tf.keras.optimizers.Adam(1e-3)


def residual(x, t):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        tape.watch(t)
        u = net(tf.concat([x, t], axis=1))
        u_x = tape.gradient(u, x)
    u_t = tape.gradient(u, t)
    u_xx = tape.gradient(u_x, x)
    del tape
    return u_t - u_xx


for step in range(2):
    points = tf.random.uniform((10, 2))
    x, t = points[:, :1], points[:, 1:]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(residual(x, t) ** 2)
        loss += tf.reduce_mean((net(points) - tf.sin(x)) ** 2)
    grads = tape.gradient(loss, net.trainable_variables)
    adam.apply_gradients(zip(grads, net.trainable_variables))
    print(step, loss.numpy())
