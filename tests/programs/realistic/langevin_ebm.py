# outcome: flows
import tensorflow as tf


class EBM(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.net = tf.keras.Sequential([tf.keras.layers.Dense(12, "swish"), tf.keras.layers.Dense(1, use_bias=False)])

    def call(self, x):
        return tf.squeeze(self.net(x), -1)

    def score(self, x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            e = tf.reduce_sum(self(x))
        return -tape.gradient(e, x)

    def sample(self, x, steps=3, eta=0.1):
        for _ in range(steps):
            x = x + eta * self.score(x) + (2 * eta) ** 0.5 * 0.1 * tf.random.normal(tf.shape(x))
        return tf.stop_gradient(x)

    def dsm(self, x, sigma=0.3):
        noise = tf.random.normal(tf.shape(x))
        s = self.score(x + sigma * noise)
        return tf.reduce_mean(tf.reduce_sum((s * sigma + noise) ** 2, -1))


ebm = EBM()
ebm(tf.zeros((1, 2)))
opt = tf.keras.optimizers.Adam(1e-3)
buffer = tf.Variable(tf.random.normal((16, 2)), trainable=False)
for step in range(2):
    real = tf.random.normal((8, 2)) * [1.0, 0.2]
    idx = tf.random.shuffle(tf.range(16))[:8]
    with tf.GradientTape() as tape:
        neg = ebm.sample(tf.gather(buffer, idx))
        cd = tf.reduce_mean(ebm(real)) - tf.reduce_mean(ebm(neg))
        loss = cd + 0.1 * ebm.dsm(real)
    grads = tape.gradient(loss, ebm.trainable_variables)
    opt.apply_gradients(zip(grads, ebm.trainable_variables))
    buffer.scatter_nd_update(idx[:, None], neg)
    print(step, cd.numpy(), loss.numpy())
