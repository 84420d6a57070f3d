# outcome: part
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


class TwinCritic(tf.keras.Model):
    def __init__(self, hidden=16):
        super().__init__()
        self.q1_body = layers.Dense(hidden, activation="relu")
        self.q1_out = layers.Dense(1)
        self.q2_body = layers.Dense(hidden, activation="relu")
        self.q2_out = layers.Dense(1)

    def call(self, inputs):
        x = tf.concat(inputs, axis=1)
        q1 = self.q1_out(self.q1_body(x))
        q2 = self.q2_out(self.q2_body(x))
        return q1, q2


critic, target = TwinCritic(), TwinCritic()
opt = tf.keras.optimizers.Adam(1e-3)
rng = np.random.default_rng(2)


def critic_update(s, a, r, s2, a2, gamma=0.98):
    t1, t2 = target((s2, a2))
    y = r + gamma * tf.minimum(t1, t2)
    with tf.GradientTape() as tape:
        q1, q2 = critic((s, a))  # warning: [unused-source]
        loss = tf.reduce_mean((q1 - y) ** 2) + tf.reduce_mean((q1 - y) ** 2)
    grads = tape.gradient(loss, critic.trainable_variables)
    opt.apply_gradients(zip(grads, critic.trainable_variables))
    return loss


s, a, s2, a2 = (tf.constant(rng.normal(size=(8, n)), tf.float32) for n in (3, 1, 3, 1))
for _ in range(2):
    print(float(critic_update(s, a, tf.ones((8, 1)), s2, a2)))
