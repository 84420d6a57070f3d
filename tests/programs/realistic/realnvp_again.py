# outcome: flows
import numpy as np
import tensorflow as tf


class Coupling(tf.keras.layers.Layer):
    def __init__(self, dim, hidden, flip):
        super().__init__()
        self.half = dim // 2
        self.flip = flip
        self.net = tf.keras.Sequential([tf.keras.layers.Dense(hidden, activation="relu"), tf.keras.layers.Dense(2 * self.half)])

    def call(self, x):
        a, b = tf.split(x, 2, axis=-1)
        if self.flip:
            a, b = b, a
        shift, log_scale = tf.split(self.net(a), 2, axis=-1)
        log_scale = tf.tanh(log_scale)
        b = b * tf.exp(log_scale) + shift
        out = tf.concat([b, a] if self.flip else [a, b], axis=-1)
        return out, tf.reduce_sum(log_scale, axis=-1)


class Flow(tf.keras.Model):
    def __init__(self, dim=4, depth=4):
        super().__init__()
        self.blocks = [Coupling(dim, 8, bool(i % 2)) for i in range(depth)]
        self.dim = dim

    def log_prob(self, x):
        total = tf.zeros(tf.shape(x)[:1])
        for block in self.blocks:
            x, ld = block(x)
            total += ld
        prior = -0.5 * tf.reduce_sum(x**2, axis=-1) - self.dim / 2 * np.log(2 * np.pi)
        return prior + total

    def call(self, x):
        return self.log_prob(x)


flow = Flow()
opt = tf.keras.optimizers.Adam(learning_rate=1e-3)


@tf.function(reduce_retracing=True)
def train_step(batch):
    with tf.GradientTape() as tape:
        nll = -tf.reduce_mean(flow(batch))
    variables = flow.trainable_variables
    grads = tape.gradient(nll, variables)
    grads = [tf.clip_by_norm(g, 1.0) for g in grads]
    opt.apply_gradients(zip(grads, variables))
    return nll


data = np.random.randn(64, 4).astype(np.float32)
flow(data[:1])
opt.build(flow.trainable_variables)
best = np.inf
for epoch in range(2):
    for i in range(len(data) // 16):
        nll = train_step(tf.constant(data[i * 16 : (i + 1) * 16]))
    best = min(best, nll.numpy().item())
    print(epoch, best, nll.numpy() / (flow.dim * np.log(2)))
