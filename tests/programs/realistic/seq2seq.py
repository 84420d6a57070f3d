# outcome: flows
import tensorflow as tf


class Decoder(tf.keras.layers.Layer):
    def __init__(self, vocab, units):
        super().__init__()
        self.embed = tf.keras.layers.Embedding(vocab, units)
        self.cell = tf.keras.layers.LSTMCell(units)
        self.attn = tf.keras.layers.Dense(units, use_bias=False)
        self.out = tf.keras.layers.Dense(vocab)

    def step(self, tok, memory, state):
        h, state = self.cell(self.embed(tok), state)
        score = tf.einsum("bu,btu->bt", self.attn(h), memory)
        ctx = tf.einsum("bt,btu->bu", tf.nn.softmax(score), memory)
        return self.out(tf.concat([h, ctx], -1)), state

    def call(self, targets, memory, state, teacher=0.5):
        tok = targets[:, 0]
        outs = []
        for t in range(1, targets.shape[1]):
            logits, state = self.step(tok, memory, state)
            outs.append(logits)
            guess = tf.argmax(logits, -1, output_type=targets.dtype)
            use = tf.random.uniform(tf.shape(guess)) < teacher
            tok = tf.where(use, targets[:, t], guess)
        return tf.stack(outs, 1)


class Seq2Seq(tf.keras.Model):
    def __init__(self, vocab=9, units=6):
        super().__init__()
        self.embed = tf.keras.layers.Embedding(vocab, units, mask_zero=False)
        self.rnn = tf.keras.layers.LSTM(units, return_sequences=True, return_state=True)
        self.dec = Decoder(vocab, units)

    def call(self, inputs):
        src, tgt = inputs
        memory, h, c = self.rnn(self.embed(src))
        return self.dec(tgt, memory, [h, c])


model = Seq2Seq()
opt = tf.keras.optimizers.Adam(1e-3, clipnorm=1.0)
for i in range(2):
    src = tf.random.uniform((4, 5), 1, 9, dtype=tf.int32)
    tgt = tf.reverse(src, axis=[1])
    with tf.GradientTape() as tape:
        logits = model((src, tgt))
        loss = tf.keras.losses.sparse_categorical_crossentropy(tgt[:, 1:], logits, from_logits=True)
        loss = tf.reduce_mean(loss)
    gs = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(gs, model.trainable_variables))
    exact = tf.reduce_all(tf.argmax(logits, -1, tf.int32) == tgt[:, 1:], axis=1)
    print(float(loss), tf.reduce_mean(tf.cast(exact, tf.float32)).numpy())
