# outcome: part
"""Seq2seq with an encoder whose context is indexed away."""
import tensorflow as tf
from tensorflow.keras import layers


class Encoder(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.rnn = layers.GRU(units, return_sequences=True, return_state=True)

    def call(self, x):
        seq, state = self.rnn(x)
        return seq, state


class Attention(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.w1, self.w2 = layers.Dense(units), layers.Dense(units)
        self.v = layers.Dense(1)

    def call(self, query, values):
        score = self.v(tf.nn.tanh(self.w1(query)[:, None, :] + self.w2(values)))
        pick = tf.argmax(score, axis=1)  # warning: [non-differentiable-op]
        return tf.gather(values, pick[:, 0], axis=1, batch_dims=1)


class Decoder(layers.Layer):
    def __init__(self, units, n_out):
        super().__init__()
        self.attention = Attention(units)
        self.cell = layers.GRUCell(units)
        self.out = layers.Dense(n_out)

    def call(self, values, state, steps=3):
        outputs = []
        y = tf.zeros((tf.shape(state)[0], 2))
        for _ in range(steps):
            context = self.attention(state, values)
            _, state = self.cell(tf.concat([y, context], axis=-1), state)
            y = self.out(state)
            outputs.append(y)
        return tf.stack(outputs, axis=1)


enc, dec = Encoder(6), Decoder(6, 2)
opt = tf.keras.optimizers.Adam()
src = tf.random.normal((3, 5, 4))
tgt = tf.random.normal((3, 3, 2))
for _ in range(2):
    with tf.GradientTape() as tape:
        values, state = enc(src)
        loss = tf.reduce_mean(tf.square(dec(values, state, steps=3) - tgt))
    params = enc.trainable_variables + dec.trainable_variables
    grads = tape.gradient(loss, params)
    opt.apply_gradients([(g, p) for g, p in zip(grads, params) if g is not None])
