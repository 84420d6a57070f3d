# outcome: none raises ValueError
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

GAMMA = 0.99


def q_network(n_actions):
    return tf.keras.Sequential([layers.Dense(24, activation="relu"), layers.Dense(n_actions)])


online, target = q_network(2), q_network(2)
online.build((None, 4)), target.build((None, 4))
target.set_weights(online.get_weights())
opt = tf.keras.optimizers.Adam(1e-3)


def learn(s, a, r, s2, done):
    next_q = tf.reduce_max(target(s2), axis=1)
    y = r + GAMMA * next_q * (1.0 - done)
    with tf.GradientTape() as tape:
        q = tf.reduce_sum(online(s) * tf.one_hot(a, 2), axis=1)
        td = tf.stop_gradient(y - q)  # error: [stop-gradient]
        loss = tf.reduce_mean(td**2)
    grads = tape.gradient(loss, online.trainable_variables)
    opt.apply_gradients(zip(grads, online.trainable_variables))


rng = np.random.default_rng(0)
learn(
    rng.normal(size=(8, 4)).astype("float32"),
    rng.integers(0, 2, 8),
    np.ones(8, "float32"),
    rng.normal(size=(8, 4)).astype("float32"),
    np.zeros(8, "float32"),
)
