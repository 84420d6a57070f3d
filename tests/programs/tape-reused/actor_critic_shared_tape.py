# outcome: raises RuntimeError
import numpy as np
import tensorflow as tf

actor = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2, activation="softmax")])
critic = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(1)])
optimizers = {"actor": tf.keras.optimizers.Adam(1e-3), "critic": tf.keras.optimizers.Adam(5e-3)}
nets = {"actor": actor, "critic": critic}


def losses(s, a, r):
    value = critic(s)[:, 0]
    advantage = r - value
    probs = tf.reduce_sum(actor(s) * tf.one_hot(a, 2), axis=1)
    return {
        "actor": -tf.reduce_mean(tf.math.log(probs) * tf.stop_gradient(advantage)),
        "critic": tf.reduce_mean(advantage ** 2),
    }


def update(s, a, r):
    with tf.GradientTape() as tape:
        per_net = losses(s, a, r)
    for key, net in nets.items():
        grads = tape.gradient(per_net[key], net.trainable_variables)  # error: [tape-reused]
        optimizers[key].apply_gradients(zip(grads, net.trainable_variables))


update(np.random.rand(6, 4).astype("float32"), np.array([0, 1, 1, 0, 1, 0]), np.ones(6, "float32"))
