# outcome: none
import numpy as np
import tensorflow as tf

actor = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(6, "tanh"), tf.keras.layers.Dense(2)])


class Buffer:
    def __init__(self):
        self.logps, self.rewards = [], []

    def push(self, logp, r):
        self.logps.append(logp.numpy())  # error: [leaves-tensorflow]
        self.rewards.append(r)

    def loss(self):
        R = np.cumsum(self.rewards[::-1])[::-1].astype("float32")
        return -tf.reduce_mean(tf.stack(self.logps) * R)


def episode(buf, n=4):
    s = np.random.randn(2).astype("float32")
    for _ in range(n):
        logp = tf.nn.log_softmax(actor(s[None]))[0]
        a = int(tf.argmax(logp))
        buf.push(logp[a], float(s[a]))
        s = np.random.randn(2).astype("float32")


buf = Buffer()
with tf.GradientTape() as tape:
    episode(buf)
    loss = buf.loss()
grads = tape.gradient(loss, actor.trainable_variables)
print(loss.numpy(), [g is None for g in grads])
