# outcome: none raises ValueError
"""Heat equation u_t = k u_xx."""
import tensorflow as tf
from tensorflow.keras import layers

K = 0.1
net = tf.keras.Sequential([layers.Dense(8, activation="tanh"), layers.Dense(1)])
opt = tf.keras.optimizers.Adam(1e-3)
x, t = tf.random.uniform((16, 1)), tf.random.uniform((16, 1))


def derivatives(x, t):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch([x, t])
        u = net(tf.concat([x, t], axis=1))
    u_x = tape.gradient(u, x)  # error: [outside-tape]
    u_t = tape.gradient(u, t)
    u_xx = tape.gradient(u_x, x)
    return u_t, u_xx


for step in range(2):
    with tf.GradientTape() as outer:
        u_t, u_xx = derivatives(x, t)
        loss = tf.reduce_mean(tf.square(u_t - tf.multiply(u_xx, K)))
    grads = outer.gradient(loss, net.trainable_variables)
    opt.apply_gradients(zip(grads, net.trainable_variables))
