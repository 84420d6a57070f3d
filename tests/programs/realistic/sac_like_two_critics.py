# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow.keras import Sequential
from tensorflow.keras.layers import Dense


def mlp(out):
    return Sequential([Dense(8, activation="relu"), Dense(out)])


class SAC:
    def __init__(self, obs=3, act=1):
        self.actor, self.q1, self.q2 = mlp(2 * act), mlp(1), mlp(1)
        self.t1, self.t2 = mlp(1), mlp(1)
        self.log_alpha = tf.Variable(0.0)
        self.target_entropy = -float(act)
        self.opts = {k: tf.keras.optimizers.Adam(3e-4) for k in ("actor", "critic", "alpha")}
        o, oa = tf.zeros([1, obs]), tf.zeros([1, obs + act])
        self.actor(o)
        for q in (self.q1, self.q2, self.t1, self.t2):
            q(oa)
        self.sync(1.0)

    def sync(self, tau):
        for src, dst in ((self.q1, self.t1), (self.q2, self.t2)):
            for s, d in zip(src.variables, dst.variables):
                d.assign((1 - tau) * d + tau * s)

    def pi(self, o):
        mu, log_std = tf.split(self.actor(o), 2, -1)
        std = tf.exp(tf.clip_by_value(log_std, -5, 2))
        u = mu + std * tf.random.normal(tf.shape(mu))
        a = tf.tanh(u)
        logp = -0.5 * ((u - mu) / std) ** 2 - tf.math.log(std) - 0.5 * np.log(2 * np.pi)
        return a, tf.reduce_sum(logp - tf.math.log(1 - a**2 + 1e-6), -1, keepdims=True)

    def update(self, o, a, r, o2, d, gamma=0.99):
        alpha = tf.exp(self.log_alpha)
        a2, lp2 = self.pi(o2)
        x2 = tf.concat([o2, a2], -1)
        y = tf.stop_gradient(r + gamma * (1 - d) * (tf.minimum(self.t1(x2), self.t2(x2)) - alpha * lp2))
        with tf.GradientTape() as tape:
            x = tf.concat([o, a], -1)
            lq = tf.reduce_mean((self.q1(x) - y) ** 2 + (self.q2(x) - y) ** 2)
        vs = self.q1.trainable_variables + self.q2.trainable_variables
        self.opts["critic"].apply_gradients(zip(tape.gradient(lq, vs), vs))
        with tf.GradientTape() as tape:
            pi, lp = self.pi(o)
            x = tf.concat([o, pi], -1)
            la = tf.reduce_mean(tf.stop_gradient(alpha) * lp - tf.minimum(self.q1(x), self.q2(x)))
        vs = self.actor.trainable_variables
        self.opts["actor"].apply_gradients(zip(tape.gradient(la, vs), vs))
        with tf.GradientTape() as tape:
            lal = -tf.reduce_mean(self.log_alpha * tf.stop_gradient(lp + self.target_entropy))
        self.opts["alpha"].apply_gradients([(tape.gradient(lal, self.log_alpha), self.log_alpha)])
        self.sync(0.005)
        return lq, la, lal


agent = SAC()
f = lambda *s: tf.constant(np.random.randn(*s), tf.float32)
print([float(v) for v in agent.update(f(6, 3), tf.tanh(f(6, 1)), f(6, 1), f(6, 3), tf.zeros([6, 1]))])
