# outcome: flows
import tensorflow as tf


class VanillaRNN(tf.Module):
    def __init__(self, n_in, n_hidden):
        super().__init__()
        self.wx = tf.Variable(tf.random.normal([n_in, n_hidden], stddev=0.3))
        self.wh = tf.Variable(tf.random.normal([n_hidden, n_hidden], stddev=0.3))

    def cell(self, x, h):
        return tf.tanh(x @ self.wx + h @ self.wh)

    def unroll(self, sequence, h0):
        h = h0
        for t in range(sequence.shape[1]):
            h = self.cell(sequence[:, t], h)
        return h, h0


rnn = VanillaRNN(3, 5)
seq = tf.random.normal([4, 6, 3])
goal = tf.ones([4, 5])
with tf.GradientTape() as tape:
    final, first = rnn.unroll(seq, tf.zeros([4, 5]))
    loss = tf.reduce_mean((final - goal) ** 2)
    drift = tf.reduce_mean((final - first) ** 2)
print(drift.numpy(), tape.gradient(loss, rnn.trainable_variables))
