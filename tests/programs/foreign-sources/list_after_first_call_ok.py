# outcome: flows
import tensorflow as tf


class Encoder(tf.keras.Model):
    def __init__(self, hidden):
        super().__init__()
        self.stack = [tf.keras.layers.Dense(h, activation="swish") for h in hidden]
        self.proj = tf.keras.layers.Dense(4)

    def call(self, x, training=False):
        for layer in self.stack:
            x = layer(x)
        return self.proj(x)


def nt_xent(a, b, t=0.5):
    a, b = tf.math.l2_normalize(a, 1), tf.math.l2_normalize(b, 1)
    logits = tf.matmul(a, b, transpose_b=True) / t
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(tf.range(tf.shape(a)[0]), logits))


def byol(online, target):
    return 2 - 2 * tf.reduce_mean(tf.reduce_sum(tf.math.l2_normalize(online, 1) * tf.stop_gradient(tf.math.l2_normalize(target, 1)), 1))


encoder, momentum = Encoder([16]), Encoder([16])
for m in (encoder, momentum):
    m(tf.zeros((1, 10)))
momentum.set_weights(encoder.get_weights())
weights = encoder.trainable_variables
opt = tf.keras.optimizers.Lion(1e-3)


def train_step(a, b, tau=0.99):
    with tf.GradientTape() as tape:
        za, zb = encoder(a, training=True), encoder(b, training=True)
        loss = nt_xent(za, zb) + byol(za, momentum(b))
    opt.apply_gradients(zip(tape.gradient(loss, weights), weights))
    for t, s in zip(momentum.weights, encoder.weights):
        t.assign(tau * t + (1 - tau) * s)


for _ in range(2):
    x = tf.random.normal([8, 10])
    train_step(x + 0.1 * tf.random.normal([8, 10]), x)
