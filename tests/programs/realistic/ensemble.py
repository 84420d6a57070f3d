# outcome: flows
import tensorflow as tf


class Member(tf.Module):
    """Variables are made once per member, on purpose in a loop."""

    def __init__(self, sizes, seed):
        super().__init__()
        self.ws, self.bs = [], []
        g = tf.random.Generator.from_seed(seed)
        for i, o in zip(sizes[:-1], sizes[1:]):
            self.ws.append(tf.Variable(g.normal((i, o)) / i**0.5))
            self.bs.append(tf.Variable(tf.zeros(o)))

    def __call__(self, x):
        *hidden, last = list(zip(self.ws, self.bs))
        for w, b in hidden:
            x = tf.nn.relu(x @ w + b)
        w, b = last
        mean, raw = tf.split(x @ w + b, 2, -1)
        return mean, tf.nn.softplus(raw) + 1e-3


def gaussian_nll(y, mean, var):
    return tf.reduce_mean(0.5 * tf.math.log(var) + 0.5 * (y - mean) ** 2 / var)


members, optimizers = [], []
for k in range(3):
    members.append(Member([2, 8, 2], seed=k))
    optimizers.append(tf.keras.optimizers.Adam(1e-2))

x = tf.random.normal((32, 2))
y = x[:, :1] * x[:, 1:]
for epoch in range(2):
    for m, opt in zip(members, optimizers):
        idx = tf.cast(tf.random.uniform((16,)) * 32, tf.int32)
        xb, yb = tf.gather(x, idx), tf.gather(y, idx)
        with tf.GradientTape() as tape:
            tape.watch(xb)
            mean, var = m(xb)
            nll = gaussian_nll(yb, mean, var)
        g = tape.gradient(nll, m.trainable_variables + (xb,))
        *gw, gx = g
        adv = xb + 0.01 * tf.sign(gx)
        with tf.GradientTape() as tape:
            loss = gaussian_nll(yb, *m(xb)) + gaussian_nll(yb, *m(adv))
        opt.apply_gradients(zip(tape.gradient(loss, m.trainable_variables), m.trainable_variables))
means = tf.stack([m(x)[0] for m in members])
print(tf.math.reduce_std(means, 0).numpy().mean())
