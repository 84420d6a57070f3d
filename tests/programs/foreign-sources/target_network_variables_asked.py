# outcome: none raises ValueError
import tensorflow as tf
from tensorflow.keras import layers, models, optimizers


class DDQN:
    gamma = 0.95

    def __init__(self):
        self.online = self._build()
        self.target = self._build()
        self.target.set_weights(self.online.get_weights())
        self.opt = optimizers.Adam(1e-3)

    def _build(self):
        return models.Sequential([layers.Input((3,)), layers.Dense(12, activation="relu"), layers.Dense(2)])

    def td_target(self, r, s2, done):
        best = tf.argmax(self.online(s2), axis=1, output_type=tf.int32)
        q2 = tf.gather(self.target(s2), best, axis=1, batch_dims=1)
        return tf.stop_gradient(r + self.gamma * (1.0 - done) * q2)

    def train(self, s, a, r, s2, done):
        y = self.td_target(r, s2, done)
        with tf.GradientTape() as tape:
            q = tf.gather(self.online(s), a, axis=1, batch_dims=1)
            loss = tf.reduce_mean(tf.square(y - q))
        grads = tape.gradient(loss, self.target.trainable_variables)  # error: [foreign-sources]
        self.opt.apply_gradients(zip(grads, self.online.trainable_variables))
        return loss


agent = DDQN()
n = 6
agent.train(tf.random.normal((n, 3)), tf.zeros((n,), tf.int32), tf.ones((n,)), tf.random.normal((n, 3)), tf.zeros((n,)))
