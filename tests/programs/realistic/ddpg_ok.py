# outcome: flows
import numpy as np
import tensorflow as tf
from keras import Model, Sequential, layers, optimizers


class OUNoise:
    def __init__(self, size, theta=0.15, sigma=0.2):
        self.theta, self.sigma, self.x = theta, sigma, np.zeros(size)

    def __call__(self):
        self.x = self.x - self.theta * self.x + self.sigma * np.random.randn(*self.x.shape)
        return self.x.astype("float32")


def actor_net():
    return Sequential([layers.Input((3,)), layers.Dense(16, "relu"), layers.Dense(1, "tanh")])


def critic_net():
    s, a = layers.Input((3,)), layers.Input((1,))
    h = layers.Dense(16, "relu")(layers.Concatenate()([s, a]))
    return Model([s, a], layers.Dense(1)(h))


class DDPG:
    def __init__(self, tau=0.01):
        self.nets = {"actor": actor_net(), "critic": critic_net()}
        self.targets = {"actor": actor_net(), "critic": critic_net()}
        self.opts = {k: optimizers.Adam(1e-3) for k in self.nets}
        self.noise, self.tau = OUNoise(1), tau
        self.track(1.0)

    def track(self, tau):
        for name, net in self.nets.items():
            for t, s in zip(self.targets[name].variables, net.variables):
                t.assign(s * tau + t * (1 - tau))

    def act(self, state):
        action = tf.squeeze(self.nets["actor"](state[None])).numpy() + self.noise()
        return np.clip(action, -1.0, 1.0)

    def learn(self, s, a, r, s2):
        y = r + 0.99 * self.targets["critic"]([s2, self.targets["actor"](s2)])
        for name in ("critic", "actor"):
            net = self.nets[name]
            with tf.GradientTape() as tape:
                if name == "critic":
                    loss = tf.reduce_mean(tf.square(y - net([s, a], training=True)))
                else:
                    loss = -tf.reduce_mean(self.nets["critic"]([s, net(s, training=True)]))
            grads = tape.gradient(loss, net.trainable_variables)
            self.opts[name].apply_gradients(zip(grads, net.trainable_variables))
        self.track(self.tau)


agent = DDPG()
s = np.random.randn(8, 3).astype("float32")
a = np.stack([agent.act(x) for x in s])
batch = (s, a, np.ones((8, 1), "float32"), s + 0.1)
agent.learn(*(tf.convert_to_tensor(part) for part in batch))
