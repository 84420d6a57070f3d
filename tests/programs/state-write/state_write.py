# outcome: none
import tensorflow as tf


class RunningNorm(tf.Module):
    def __init__(self, dim):
        super().__init__()
        self.mean = tf.Variable(tf.zeros(dim), trainable=False)

    def __call__(self, x):
        self.mean.assign(0.9 * self.mean + 0.1 * tf.reduce_mean(x, 0))  # error: [state-write]
        return self.mean


class Encoder(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(tf.random.normal((4, 3)))
        self.norm = RunningNorm(3)

    def __call__(self, x):
        return self.norm(x @ self.w)


enc = Encoder()
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(enc(tf.random.normal((5, 4))) ** 2)
g = tape.gradient(loss, enc.w)
print(g, loss.numpy())
