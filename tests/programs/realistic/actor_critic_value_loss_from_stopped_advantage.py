# outcome: part
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class ActorCritic(keras.Model):
    def __init__(self, n_actions):
        super().__init__()
        self.common = layers.Dense(24, activation="relu")
        self.actor = layers.Dense(n_actions)
        self.critic = layers.Dense(1)

    def call(self, obs):
        x = self.common(obs)
        return self.actor(x), self.critic(x)


class Agent:
    def __init__(self, n_actions, gamma=0.99, value_coef=0.5):
        self.model = ActorCritic(n_actions)
        self.opt = keras.optimizers.Adam(1e-3)
        self.gamma, self.value_coef = gamma, value_coef

    def advantages(self, returns, values):
        adv = returns - tf.squeeze(values, axis=-1)
        return tf.stop_gradient(adv)  # warning: [stop-gradient]

    def update(self, obs, actions, returns):
        with tf.GradientTape() as tape:
            logits, values = self.model(obs)
            adv = self.advantages(returns, values)
            nll = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=actions, logits=logits)
            actor_loss = tf.reduce_mean(nll * adv)
            critic_loss = tf.reduce_mean(tf.square(adv))
            loss = actor_loss + self.value_coef * critic_loss
        grads = tape.gradient(loss, self.model.trainable_variables)
        self.opt.apply_gradients(zip(grads, self.model.trainable_variables))
        return loss


agent = Agent(n_actions=3)
for _ in range(2):
    obs = tf.random.normal((10, 4))
    actions = tf.random.uniform((10,), maxval=3, dtype=tf.int32)
    print(agent.update(obs, actions, tf.random.normal((10,))).numpy())
