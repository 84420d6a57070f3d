# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

VOCAB, LENGTH = 9, 5


class Captioner(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.embed = layers.Embedding(VOCAB, 6)
        self.cell = layers.GRUCell(6)
        self.vocab = layers.Dense(VOCAB)

    def call(self, image_code, references):
        state = image_code
        token = tf.zeros((tf.shape(image_code)[0],), tf.int32)
        logits, words = [], []
        for t in range(LENGTH):
            out, state = self.cell(self.embed(token), [state])
            state = state[0] if isinstance(state, list) else state
            logits.append(self.vocab(out))
            words.append(tf.argmax(logits[-1], axis=-1, output_type=tf.int32))
            token = references[:, t] if t % 2 else words[-1]
        return tf.stack(logits, axis=1), tf.stack(words, axis=1)


captioner = Captioner()
optimizer = tf.keras.optimizers.Adam()
codes = tf.random.normal((3, 6))
references = np.random.randint(0, VOCAB, (3, LENGTH)).astype("int32")

with tf.GradientTape() as tape:
    logits, words = captioner(codes, references)
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(references, logits))
overlap = tf.reduce_mean(tf.cast(references == words, tf.float32))
grads = tape.gradient(loss, captioner.trainable_variables)
optimizer.apply_gradients(zip(grads, captioner.trainable_variables))
print(loss.numpy(), overlap.numpy())
