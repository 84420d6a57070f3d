# outcome: none raises ValueError
import numpy as np
import tensorflow as tf


class Agent:
    def __init__(self, name):
        self.name = name
        self.net = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
        self.opt = tf.keras.optimizers.Adam(1e-2)

    def loss(self, obs, act, ret):
        nll = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=act, logits=self.net(obs))
        return tf.reduce_mean(nll * ret)


agents = {name: Agent(name) for name in ("red", "blue")}
opponent = {"red": "blue", "blue": "red"}
rng = np.random.default_rng(6)

for episode in range(2):
    for name, agent in agents.items():
        obs = rng.normal(size=(6, 4)).astype("float32")
        act, ret = rng.integers(0, 2, 6), rng.normal(size=6).astype("float32")
        with tf.GradientTape() as tape:
            loss = agent.loss(obs, act, ret)
        other = agents[opponent[name]]
        weights = other.net.trainable_variables  # or: [foreign-sources]
        grads = tape.gradient(loss, weights)  # error: [foreign-sources]
        other.opt.apply_gradients(zip(grads, weights))
