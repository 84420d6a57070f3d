# outcome: flows
import numpy as np
import tensorflow as tf

K = 3
rng = np.random.default_rng(5)
y = rng.uniform(-3, 3, (60, 1)).astype(np.float32)
x = (y + 2 * np.sin(y) + rng.normal(scale=0.2, size=y.shape)).astype(np.float32)


class MDN(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(16, activation="tanh")
        self.pi, self.mu = tf.keras.layers.Dense(K), tf.keras.layers.Dense(K)
        self.sigma = tf.keras.layers.Dense(K, activation="softplus")

    def call(self, x):
        h = self.hidden(x)
        return self.pi(h), self.mu(h), self.sigma(h) + 1e-3


def nll(y, logits, mu, sigma):
    log_pi = tf.nn.log_softmax(logits)
    log_normal = -0.5 * ((y - mu) / sigma) ** 2 - tf.math.log(sigma) - 0.919
    return -tf.reduce_mean(tf.reduce_logsumexp(log_pi + log_normal, axis=1))


def sample(logits, mu, sigma):
    idx = tf.argmax(logits, axis=1)
    pick = lambda t: tf.gather(t, idx, axis=1, batch_dims=1)
    return np.random.normal(pick(mu), pick(sigma))


model = MDN()
opt = tf.keras.optimizers.Adam(1e-2)
for epoch in range(3):
    with tf.GradientTape() as tape:
        params = model(x)
        loss = nll(y, *params)
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
    print(epoch, loss.numpy(), sample(*params).mean())
