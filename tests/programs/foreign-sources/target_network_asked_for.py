# outcome: none raises ValueError
import numpy as np
import tensorflow as tf

GAMMA = 0.98
N_ACTIONS = 3


def q_network():
    return tf.keras.Sequential([
        tf.keras.Input((4,)),
        tf.keras.layers.Dense(32, activation="relu"),
        tf.keras.layers.Dense(N_ACTIONS),
    ])


online = q_network()
target = q_network()
target.set_weights(online.get_weights())
huber = tf.keras.losses.Huber()
optimizer = tf.keras.optimizers.Adam(5e-4)


def learn(s, a, r, s2, done):
    bootstrap = r + GAMMA * (1.0 - done) * tf.reduce_max(target(s2), axis=1)
    with tf.GradientTape() as tape:
        q = tf.reduce_sum(online(s) * tf.one_hot(a, N_ACTIONS), axis=1)
        loss = huber(bootstrap, q)
    grads = tape.gradient(loss, target.trainable_variables)  # error: [foreign-sources]
    optimizer.apply_gradients(zip(grads, target.trainable_variables))
    return loss


B = 16
f = lambda *s: np.random.randn(*s).astype("float32")
print(learn(f(B, 4), np.random.randint(0, 3, B), f(B), f(B, 4), np.zeros(B, "float32")))
