# outcome: flows
import math
from collections import namedtuple

import tensorflow as tf

Transition = namedtuple("Transition", "obs act old_logp adv")

log_std = tf.Variable(-0.5)
mean_net = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1, kernel_initializer="zeros")])


def gaussian_logp(act, mu, log_std):
    z = (act - mu) / tf.exp(log_std)
    return -0.5 * z ** 2 - log_std - 0.5 * math.log(2 * math.pi)


def surrogate(tr, clip=0.2):
    logp = tf.squeeze(gaussian_logp(tr.act, mean_net(tr.obs[None]), log_std))
    ratio = tf.exp(logp - tr.old_logp)
    return -tf.minimum(ratio * tr.adv, tf.clip_by_value(ratio, 1 - clip, 1 + clip) * tr.adv)


batch = [Transition(tf.random.normal((3,)), 0.1 * i, -0.42, 1.0 - i) for i in range(3)]
with tf.GradientTape() as tape:
    loss = sum(surrogate(tr) for tr in batch) / len(batch)
variables = mean_net.trainable_variables + [log_std]
grads = tape.gradient(loss, variables)
print(math.exp(log_std.numpy()))
