# outcome: flows
"""The step of the actor trains the critic once more, with the actor's optimizer."""
import tensorflow as tf
from tensorflow.keras import layers


class Agent:
    def __init__(self):
        self.actor = tf.keras.Sequential([layers.Input((3,)), layers.Dense(8, "tanh"), layers.Dense(1, "tanh")])
        self.critic = tf.keras.Sequential([layers.Input((4,)), layers.Dense(8, "relu"), layers.Dense(1)])
        self.actor_optimizer = tf.keras.optimizers.Adam(1e-3)
        self.critic_optimizer = tf.keras.optimizers.Adam(1e-3)

    def learn_values(self, seen, done, gains):
        with tf.GradientTape() as tape:
            wrong = tf.reduce_mean(tf.square(gains - self.critic(tf.concat([seen, done], 1))))
        weights = self.critic.trainable_variables
        self.critic_optimizer.apply_gradients(zip(tape.gradient(wrong, weights), weights))

    def learn_actions(self, seen):
        with tf.GradientTape() as tape:
            value = -tf.reduce_mean(self.critic(tf.concat([seen, self.actor(seen)], 1)))
        gradients = tape.gradient(value, self.critic.trainable_variables)  # warning: [foreign-sources]
        self.actor_optimizer.apply_gradients(zip(gradients, self.critic.trainable_variables))


agent = Agent()
for _ in range(3):
    seen = tf.random.normal([8, 3])
    agent.learn_values(seen, tf.random.uniform([8, 1]), tf.random.normal([8, 1]))
    agent.learn_actions(seen)
