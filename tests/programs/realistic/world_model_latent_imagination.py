# outcome: flows
import tensorflow as tf
from tensorflow.keras import Sequential, layers

mlp = lambda *u: Sequential([layers.Dense(n, activation="elu") for n in u[:-1]] + [layers.Dense(u[-1])])


class RSSM(tf.Module):
    def __init__(self, stoch=3, deter=6):
        super().__init__()
        self.cell = layers.GRUCell(deter)
        self.prior, self.post = mlp(8, 2 * stoch), mlp(8, 2 * stoch)
        self.stoch, self.deter = stoch, deter

    def dist(self, stats):
        mu, std = tf.split(stats, 2, -1)
        std = tf.nn.softplus(std) + 0.1
        return {"mean": mu, "std": std, "z": mu + std * tf.random.normal(tf.shape(mu))}

    def obs_step(self, h, z, action, embed):
        h, _ = self.cell(tf.concat([z, action], -1), [h])
        return h, self.dist(self.prior(h)), self.dist(self.post(tf.concat([h, embed], -1)))

    def img_step(self, h, z, action):
        h, _ = self.cell(tf.concat([z, action], -1), [h])
        return h, self.dist(self.prior(h))["z"]


def kl(p, q):
    var = (p["std"] / q["std"]) ** 2
    return 0.5 * tf.reduce_sum(var + ((p["mean"] - q["mean"]) / q["std"]) ** 2 - 1 - tf.math.log(var), -1)


rssm, enc, dec, reward, actor = RSSM(), mlp(8, 4), mlp(8, 5), mlp(8, 1), mlp(8, 2)
obs, act = tf.random.normal([4, 3, 5]), tf.random.normal([4, 3, 2])
h, z = tf.zeros([4, 6]), tf.zeros([4, 3])
with tf.GradientTape() as tape:
    loss, feats = 0.0, []
    for t in range(3):
        h, prior, post = rssm.obs_step(h, z, act[:, t], enc(obs[:, t]))
        z = post["z"]
        feat = tf.concat([h, z], -1)
        feats.append(feat)
        sg = {k: tf.stop_gradient(v) for k, v in post.items()}
        loss += tf.reduce_mean((dec(feat) - obs[:, t]) ** 2) + 0.8 * tf.reduce_mean(kl(sg, prior)) + 0.2 * tf.reduce_mean(kl(post, {k: tf.stop_gradient(v) for k, v in prior.items()}))
        loss += tf.reduce_mean(reward(feat) ** 2)
parts = [rssm.cell, rssm.prior, rssm.post, enc, dec, reward]
world = [v for p in parts for v in p.trainable_variables]
tf.keras.optimizers.Adam().apply_gradients(zip(tape.gradient(loss, world), world))
h, z = tf.stop_gradient(h), tf.stop_gradient(z)
with tf.GradientTape() as tape:
    ret = 0.0
    for _ in range(3):
        a = tf.tanh(actor(tf.concat([h, z], -1)))
        h, z = rssm.img_step(h, z, a)
        ret += tf.reduce_mean(reward(tf.concat([h, z], -1)))
    actor_loss = -ret
tf.keras.optimizers.Adam().apply_gradients(zip(tape.gradient(actor_loss, actor.trainable_variables), actor.trainable_variables))
print(float(loss), float(actor_loss))
