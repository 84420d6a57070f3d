# outcome: flows
import copy

import tensorflow as tf


class Policy(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(tf.random.normal([3, 2]))
        self.b = tf.Variable(tf.zeros([2]))

    def __call__(self, x):
        return tf.nn.log_softmax(x @ self.w + self.b)


policy = Policy()
old = copy.deepcopy(policy)
x = tf.random.normal([5, 3])
a = tf.constant([0, 1, 1, 0, 1])
for it in range(3):
    with tf.GradientTape() as tape:
        ratio = tf.exp(tf.gather(policy(x), a, batch_dims=1) - tf.gather(old(x), a, batch_dims=1))
        loss = -tf.reduce_mean(tf.minimum(ratio, 1.2))
    for v, g in zip(policy.trainable_variables, tape.gradient(loss, policy.trainable_variables)):
        v.assign_sub(0.1 * g)
best = copy.copy(policy)
with tf.GradientTape() as tape:
    entropy = -tf.reduce_sum(tf.exp(best(x)) * best(x))
print([g.shape for g in tape.gradient(entropy, best.trainable_variables)])
