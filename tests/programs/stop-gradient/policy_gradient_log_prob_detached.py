# outcome: none
import numpy as np
import tensorflow as tf


class Policy(tf.Module):
    def __init__(self, n_obs, n_act):
        super().__init__()
        init = tf.initializers.GlorotUniform(seed=1)
        self.w = tf.Variable(init([n_obs, n_act]))
        self.b = tf.Variable(tf.zeros([n_act]))

    def log_prob(self, obs, act):
        logp = tf.nn.log_softmax(obs @ self.w + self.b)
        return tf.reduce_sum(logp * tf.one_hot(act, self.b.shape[0]), axis=1)


def reinforce_loss(policy, obs, act, ret):
    advantage = ret - tf.reduce_mean(ret)
    weighted = tf.stop_gradient(policy.log_prob(obs, act) * advantage)  # error: [stop-gradient]
    return -tf.reduce_mean(weighted)


rng = np.random.RandomState(0)
pi = Policy(4, 2)
obs = tf.constant(rng.randn(10, 4), tf.float32)
act = rng.randint(0, 2, size=10)
ret = tf.constant(rng.rand(10), tf.float32)
with tf.GradientTape() as tape:
    loss = reinforce_loss(pi, obs, act, ret)
grads = tape.gradient(loss, pi.trainable_variables)
for v, g in zip(pi.trainable_variables, grads):
    if g is not None:
        v.assign_sub(0.1 * g)
print(loss.numpy(), grads)
