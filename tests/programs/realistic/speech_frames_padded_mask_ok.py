# outcome: flows
import tensorflow as tf
from tensorflow.keras import Model, Sequential, layers


def batches(n=2, size=4):
    for _ in range(n):
        lengths = tf.random.uniform((size,), 3, 9, dtype=tf.int32)
        frames = tf.random.normal((size, 8, 5))
        yield frames * tf.sequence_mask(lengths, 8, dtype=tf.float32)[..., None], lengths


class CTCModel(Model):
    def __init__(self, symbols):
        super().__init__()
        self.rnn = layers.SimpleRNN(12, return_sequences=True)
        self.logits = layers.Dense(symbols + 1)

    def call(self, x, lengths):
        mask = tf.sequence_mask(lengths, tf.shape(x)[1])
        return self.logits(self.rnn(x, mask=mask))


model = CTCModel(symbols=4)
opt = tf.keras.optimizers.Adam(1e-3)
labels = tf.constant([[1, 2], [3, 1], [2, 2], [4, 0]])
label_lengths = tf.constant([2, 2, 2, 1])
for frames, lengths in batches():
    lengths = tf.maximum(lengths, 5)
    with tf.GradientTape() as tape:
        logits = model(frames, lengths)
        loss = tf.reduce_mean(
            tf.nn.ctc_loss(
                labels, logits, label_lengths, lengths, logits_time_major=False, blank_index=0
            )
        )
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
    decoded, _ = tf.nn.ctc_greedy_decoder(tf.transpose(logits, (1, 0, 2)), lengths)
    print(loss.numpy(), tf.sparse.to_dense(decoded[0]).numpy().tolist())
