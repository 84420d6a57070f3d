# outcome: flows
"""Networks are compiled without a loss, only to keep an optimizer each; a tape trains them."""
import tensorflow as tf


class Critic(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(8, activation="relu")
        self.q = tf.keras.layers.Dense(1)

    def call(self, state, action):
        return self.q(self.hidden(tf.concat([state, action], axis=1)))


class Agent:
    def __init__(self):
        self.critic = Critic()
        self.target = Critic()
        self.critic.compile(optimizer=tf.keras.optimizers.Adam(1e-3))
        self.target.compile(optimizer=tf.keras.optimizers.Adam(1e-3))

    def learn(self, state, action, reward):
        following = reward + 0.99 * tf.squeeze(self.target(state, action), 1)
        with tf.GradientTape() as tape:
            value = tf.squeeze(self.critic(state, action), 1)
            loss = tf.reduce_mean(tf.square(following - value))
        weights = self.critic.trainable_variables
        self.critic.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return loss


agent = Agent()
for _ in range(2):
    print(agent.learn(tf.random.normal((4, 3)), tf.random.normal((4, 1)), tf.ones((4,))).numpy())
