# outcome: flows
import tensorflow as tf
import numpy as np


class IQN(tf.keras.Model):
    def __init__(self, actions, n_cos=8):
        super().__init__()
        self.n_cos = n_cos
        self.psi = tf.keras.layers.Dense(16, activation="relu")
        self.phi = tf.keras.layers.Dense(16, activation="relu")
        self.out = tf.keras.layers.Dense(actions)

    def call(self, inputs):
        s, taus = inputs
        pis = np.pi * np.arange(1, self.n_cos + 1)
        cos = tf.cos(taus[..., None] * tf.constant(pis, tf.float32))
        return self.out(self.psi(s)[:, None] * self.phi(cos))


net, target = IQN(2), IQN(2)
s, s2 = tf.random.normal([5, 3]), tf.random.normal([5, 3])
a, r = tf.random.uniform([5], 0, 2, tf.int32), tf.random.normal([5])
net([s, tf.zeros([5, 4])]), target([s, tf.zeros([5, 4])])
target.set_weights(net.get_weights())


def update():
    t2 = tf.random.uniform([5, 6])
    z2 = target([s2, t2])
    best = tf.argmax(tf.reduce_mean(z2, 1), -1)
    y = r[:, None] + 0.99 * tf.reduce_sum(z2 * tf.one_hot(best, 2)[:, None], -1)
    with tf.GradientTape() as tape:
        taus = tf.random.uniform([5, 4])
        z = tf.gather(net([s, taus]), a, axis=2, batch_dims=1)
        u = y[:, None] - z[..., None]
        huber = tf.where(tf.abs(u) <= 1.0, 0.5 * u**2, tf.abs(u) - 0.5)
        weight = tf.abs(taus[..., None] - tf.cast(u < 0, tf.float32))
        loss = tf.reduce_mean(tf.reduce_sum(weight * huber, 1))
    return loss, tape.gradient(loss, net.trainable_variables)


opt = tf.keras.optimizers.Adam()
for _ in range(2):
    loss, grads = update()
    opt.apply_gradients(zip(grads, net.trainable_variables))
print(float(loss))
