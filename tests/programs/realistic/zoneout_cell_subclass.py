# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers


class ZoneoutGRUCell(layers.GRUCell):
    def __init__(self, units, rate=0.1, **kw):
        super().__init__(units, **kw)
        self.rate = rate

    def call(self, inputs, states, training=False):
        out, new = super().call(inputs, states, training=training)
        old, new = tf.nest.flatten(states)[0], tf.nest.flatten(new)[0]
        mixed = (1 - self.rate) * new + self.rate * old
        return mixed, [mixed]


rnn = layers.RNN([ZoneoutGRUCell(4), layers.SimpleRNNCell(3)])
stacked = layers.RNN(layers.StackedRNNCells([layers.LSTMCell(3), layers.GRUCell(2)]), return_sequences=True)
x = tf.random.normal([2, 5, 3])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(rnn(x) ** 2) + tf.reduce_mean(stacked(x) ** 2)
weights = rnn.trainable_variables + stacked.trainable_variables
print([g.shape for g in tape.gradient(loss, weights)])
