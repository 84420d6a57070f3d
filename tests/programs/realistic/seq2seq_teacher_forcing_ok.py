# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers

VOCAB, UNITS, START = 12, 8, 1


class Encoder(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.emb = layers.Embedding(VOCAB, 6)
        self.gru = layers.GRU(UNITS, return_state=True)

    def call(self, tokens):
        _, state = self.gru(self.emb(tokens))
        return state


class Decoder(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.emb = layers.Embedding(VOCAB, 6)
        self.gru = layers.GRU(UNITS, return_state=True)
        self.fc = layers.Dense(VOCAB)

    def call(self, token, state):
        out, state = self.gru(self.emb(token), initial_state=state)
        return self.fc(out), state


encoder, decoder = Encoder(), Decoder()
optimizer = tf.keras.optimizers.Adam()
cross_entropy = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")


def masked_loss(tokens, logits, padding=0):
    keep = tf.cast(tokens != padding, tf.float32)
    return tf.reduce_sum(cross_entropy(tokens, logits) * keep) / (tf.reduce_sum(keep) + 1e-7)


def train_step(source, target, force=True):
    loss = 0.0
    with tf.GradientTape() as tape:
        state = encoder(source)
        token = tf.fill((source.shape[0], 1), START)
        for t in range(1, target.shape[1]):
            logits, state = decoder(token, state)
            loss += masked_loss(target[:, t], logits)
            if force:
                token = tf.expand_dims(target[:, t], 1)
            else:
                token = tf.expand_dims(tf.argmax(logits, axis=1, output_type=tf.int32), 1)
    variables = encoder.trainable_variables + decoder.trainable_variables
    gradients = tape.gradient(loss, variables)
    optimizer.apply_gradients(zip(gradients, variables))
    return loss / int(target.shape[1])


src = tf.random.uniform((4, 5), maxval=VOCAB, dtype=tf.int32)
tgt = tf.random.uniform((4, 4), maxval=VOCAB, dtype=tf.int32)
print(train_step(src, tgt).numpy(), train_step(src, tgt, force=False).numpy())
