# outcome: flows
import tensorflow as tf


def round_ste(x):
    return x + tf.stop_gradient(tf.round(x) - x)


class VectorQuantizer(tf.keras.layers.Layer):
    def __init__(self, k, d, beta=0.25):
        super().__init__()
        self.k, self.beta = k, beta
        self.codes = self.add_weight(shape=(k, d), initializer="random_uniform", name="codes")

    def call(self, z):
        dist = tf.reduce_sum((z[:, None] - self.codes[None]) ** 2, -1)
        idx = tf.argmin(dist, axis=-1)
        q = tf.gather(self.codes, idx)
        commit = tf.reduce_mean((tf.stop_gradient(q) - z) ** 2)
        book = tf.reduce_mean((q - tf.stop_gradient(z)) ** 2)
        self.add_loss(self.beta * commit + book)
        usage = tf.math.bincount(tf.cast(idx, tf.int32), minlength=self.k)
        return z + tf.stop_gradient(q - z), usage


class VQVAE(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.enc = tf.keras.layers.Dense(4)
        self.vq = VectorQuantizer(8, 4)
        self.dec = tf.keras.layers.Dense(6)

    def call(self, x):
        q, usage = self.vq(self.enc(x))
        return self.dec(round_ste(q * 16.0) / 16.0), usage


def gumbel(logits, tau=0.5, hard=True):
    u = tf.random.uniform(tf.shape(logits), 1e-6, 1 - 1e-6)
    y = tf.nn.softmax((logits - tf.math.log(-tf.math.log(u))) / tau)
    if hard:
        y_hard = tf.one_hot(tf.argmax(y, -1), logits.shape[-1])
        y = tf.stop_gradient(y_hard - y) + y
    return y


model, selector = VQVAE(), tf.Variable(tf.zeros((8, 3)), name="selector")
x = tf.random.normal((8, 6))
scale = tf.constant([0.5, 1.0, 2.0])
model(x)
opt = tf.keras.optimizers.Adam(1e-3)
for _ in range(2):
    with tf.GradientTape() as tape:
        y, usage = model(x)
        s = tf.reduce_sum(gumbel(selector) * scale, -1, keepdims=True)
        loss = tf.reduce_mean((s * y - x) ** 2) + sum(model.losses)
    v = model.trainable_variables + [selector]
    opt.apply_gradients(zip(tape.gradient(loss, v), v))
    print(float(loss), int(tf.reduce_sum(tf.cast(usage > 0, tf.int32))))
