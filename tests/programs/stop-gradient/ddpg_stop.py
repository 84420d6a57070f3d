# outcome: none
import tensorflow as tf


def mlp(i, o, act=None):
    return tf.keras.Sequential([tf.keras.Input((i,)), tf.keras.layers.Dense(8, "relu"), tf.keras.layers.Dense(o, activation=act)])


class DDPG:
    def __init__(self, s=3, a=2):
        self.actor, self.critic = mlp(s, a, "tanh"), mlp(s + a, 1)
        self.a_opt = tf.keras.optimizers.Adam(1e-4)

    def q(self, s, a):
        return self.critic(tf.concat([s, a], 1))

    def pick(self, s):
        return tf.stop_gradient(self.actor(s))  # error: [stop-gradient]

    def actor_step(self, s):
        with tf.GradientTape() as tape:
            loss = -tf.reduce_mean(self.q(s, self.pick(s)))
        grads = tape.gradient(loss, self.actor.trainable_variables)
        return loss, [g for g in grads if g is not None]


agent = DDPG()
loss, g = agent.actor_step(tf.random.normal((5, 3)))
print(loss.numpy(), len(g))
