# outcome: flows
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
        self.running_reward = None

    def act(self, obs):
        logits, _ = self.model(obs[None])
        return int(tf.argmax(logits, axis=-1)[0])

    def update(self, obs, actions, returns):
        with tf.GradientTape() as tape:
            logits, values = self.model(obs)
            delta = returns - tf.squeeze(values, axis=-1)
            adv = tf.stop_gradient(delta)
            nll = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=actions, logits=logits)
            probs = tf.nn.softmax(logits)
            entropy = -tf.reduce_mean(tf.reduce_sum(probs * tf.math.log(probs + 1e-8), axis=1))
            loss = tf.reduce_mean(nll * adv) - 0.01 * entropy
            loss += self.value_coef * tf.reduce_mean(tf.square(delta))
        grads = tape.gradient(loss, self.model.trainable_variables)
        grads, norm = tf.clip_by_global_norm(grads, 0.5)
        self.opt.apply_gradients(zip(grads, self.model.trainable_variables))
        return loss, norm


agent = Agent(n_actions=3)
for _ in range(2):
    obs = tf.random.normal((10, 4))
    actions = tf.constant([agent.act(o) for o in obs])
    loss, norm = agent.update(obs, actions, tf.random.normal((10,)))
    print(f"loss {loss.numpy():.3f} norm {norm.numpy():.3f}")
