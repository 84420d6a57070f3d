# outcome: flows
import numpy as np
import tensorflow as tf


def mlp(inp, out, hidden=(8, 8)):
    layers = [tf.keras.Input((inp,))]
    for h in hidden:
        layers.append(tf.keras.layers.Dense(h, activation="relu"))
    return tf.keras.Sequential(layers + [tf.keras.layers.Dense(out)])


class SAC:
    def __init__(self, s=3, a=2):
        self.pi, self.q1, self.q2, self.t1, self.t2 = mlp(s, 2 * a), mlp(s + a, 1), mlp(s + a, 1), mlp(s + a, 1), mlp(s + a, 1)
        self.t1.set_weights(self.q1.get_weights())
        self.t2.set_weights(self.q2.get_weights())
        self.log_alpha = tf.Variable(0.0)
        self.target_entropy = -float(a)
        self.opts = {k: tf.keras.optimizers.Adam(3e-4) for k in ("pi", "q", "alpha")}

    def action(self, s):
        mu, ls = tf.split(self.pi(s), 2, axis=-1)
        ls = tf.clip_by_value(ls, -5.0, 2.0)
        raw = mu + tf.exp(ls) * tf.random.normal(tf.shape(mu))
        a = tf.tanh(raw)
        logp = -0.5 * ((raw - mu) / tf.exp(ls)) ** 2 - ls - 0.5 * np.log(2 * np.pi) - tf.math.log(1 - a**2 + 1e-6)
        return a, tf.reduce_sum(logp, -1, keepdims=True)

    def update(self, s, a, r, s2, d):
        a2, lp2 = self.action(s2)
        x2 = tf.concat([s2, a2], -1)
        alpha = tf.exp(self.log_alpha)
        backup = r + 0.99 * (1 - d) * (tf.minimum(self.t1(x2), self.t2(x2)) - alpha * lp2)
        qv = self.q1.trainable_variables + self.q2.trainable_variables
        with tf.GradientTape() as tape:
            x = tf.concat([s, a], -1)
            ql = tf.reduce_mean((self.q1(x) - backup) ** 2) + tf.reduce_mean((self.q2(x) - backup) ** 2)
        self.opts["q"].apply_gradients(zip(tape.gradient(ql, qv), qv))
        with tf.GradientTape() as tape:
            an, lp = self.action(s)
            xn = tf.concat([s, an], -1)
            pl = tf.reduce_mean(tf.stop_gradient(alpha) * lp - tf.minimum(self.q1(xn), self.q2(xn)))
        pv = self.pi.trainable_variables
        self.opts["pi"].apply_gradients(zip(tape.gradient(pl, pv), pv))
        with tf.GradientTape() as tape:
            al = -tf.reduce_mean(self.log_alpha * tf.stop_gradient(lp + self.target_entropy))
        self.opts["alpha"].apply_gradients([(tape.gradient(al, self.log_alpha), self.log_alpha)])
        for q, t in ((self.q1, self.t1), (self.q2, self.t2)):
            for v, tv in zip(q.variables, t.variables):
                tv.assign(tv * 0.995 + v * 0.005)
        return float(ql), pl.numpy(), al.numpy()


sac = SAC()
for _ in range(2):
    s, s2 = tf.random.normal((8, 3)), tf.random.normal((8, 3))
    done = tf.cast(tf.random.uniform((8, 1)) > 0.9, tf.float32)
    print(sac.update(s, sac.action(s)[0], tf.random.normal((8, 1)), s2, done))
