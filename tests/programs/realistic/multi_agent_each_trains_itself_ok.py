# outcome: flows
import numpy as np
import tensorflow as tf


class Agent:
    registry = {}

    def __init__(self, name, rival):
        self.name, self.rival_name = name, rival
        self.net = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
        self.opt = tf.keras.optimizers.Adam(1e-2)
        Agent.registry[name] = self

    @property
    def rival(self):
        return Agent.registry[self.rival_name]

    def loss(self, obs, act, ret):
        nll = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=act, logits=self.net(obs))
        guess = tf.nn.softmax(self.rival.net(obs))
        surprise = -tf.reduce_sum(guess * tf.nn.log_softmax(self.net(obs)), axis=1)
        return tf.reduce_mean(nll * ret + 0.1 * tf.stop_gradient(surprise))

    def learn(self, *batch):
        with tf.GradientTape() as tape:
            loss = self.loss(*batch)
        weights = self.net.trainable_variables
        self.opt.apply_gradients(zip(tape.gradient(loss, weights), weights))


red, blue = Agent("red", "blue"), Agent("blue", "red")
rng = np.random.default_rng(6)
for episode in range(2):
    for agent in Agent.registry.values():
        obs = rng.normal(size=(6, 4)).astype("float32")
        agent.learn(obs, rng.integers(0, 2, 6), rng.normal(size=6).astype("float32"))
