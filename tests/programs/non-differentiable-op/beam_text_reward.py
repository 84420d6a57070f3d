# outcome: none raises ValueError
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

    def call(self, image_code):
        state = image_code
        token = tf.zeros((tf.shape(image_code)[0],), tf.int32)
        words = []
        for _ in range(LENGTH):
            out, state = self.cell(self.embed(token), [state])
            state = state[0] if isinstance(state, list) else state
            token = tf.argmax(self.vocab(out), axis=-1, output_type=tf.int32)  # error: [non-differentiable-op]
            words.append(token)
        return tf.stack(words, axis=1)


def overlap(references, hypotheses):
    return tf.reduce_mean(tf.cast(references == hypotheses, tf.float32))


captioner = Captioner()
optimizer = tf.keras.optimizers.Adam()
codes = tf.random.normal((3, 6))
references = np.random.randint(0, VOCAB, (3, LENGTH)).astype("int32")

with tf.GradientTape() as tape:
    loss = 1.0 - overlap(references, captioner(codes))
grads = tape.gradient(loss, captioner.trainable_variables)
optimizer.apply_gradients(zip(grads, captioner.trainable_variables))
