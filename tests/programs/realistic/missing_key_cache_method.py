# outcome: flows
import tensorflow as tf


class Bank:
    def __init__(self, dim):
        self.dim = dim
        self._rows = {}

    def __getitem__(self, word):
        try:
            return self._rows[word]
        except KeyError:
            return self.add(word)

    def add(self, word):
        self._rows[word] = row = tf.Variable(tf.random.normal([self.dim]), name=word)
        return row


bank = Bank(4)
pairs = [("cat", "dog"), ("cat", "car"), ("bus", "car")]
for a, b in pairs:
    bank[a], bank[b]
for a, b in pairs:
    with tf.GradientTape() as tape:
        sim = tf.reduce_sum(bank[a] * bank[b]) / (tf.norm(bank[a]) * tf.norm(bank[b]))
        loss = 1.0 - sim
    ga, gb = tape.gradient(loss, [bank[a], bank[b]])
    bank[a].assign_sub(0.1 * ga)
    bank[b].assign_sub(0.1 * gb)
with tf.GradientTape() as tape:
    fresh = tf.reduce_sum(Bank(2)["x"] ** 2) + tf.reduce_sum(bank["new"] ** 2)
print(tape.gradient(fresh, bank["new"]).shape)
