# outcome: none raises ValueError
import tensorflow as tf
from keras import Sequential, layers, optimizers

embed = Sequential([layers.Input((10,)), layers.Dense(16, activation="relu"), layers.Dense(4)])
opt = optimizers.Adam(1e-3)


class Embedder:
    def __init__(self, net, detach=True):
        self.net = net
        self.detach = detach

    def __call__(self, x):
        z = tf.math.l2_normalize(self.net(x), axis=1)
        return tf.stop_gradient(z) if self.detach else z  # error: [stop-gradient]


def triplet_loss(anchor, positive, negative, margin=0.5):
    d_pos = tf.reduce_sum((anchor - positive) ** 2, axis=1)
    d_neg = tf.reduce_sum((anchor - negative) ** 2, axis=1)
    return tf.reduce_mean(tf.nn.relu(d_pos - d_neg + margin))


f = Embedder(embed)
a, p, n = (tf.random.normal((12, 10)) for _ in range(3))
with tf.GradientTape() as tape:
    loss = triplet_loss(f(a), f(p), f(n))
grads = tape.gradient(loss, embed.trainable_variables)
opt.apply_gradients(zip(grads, embed.trainable_variables))
