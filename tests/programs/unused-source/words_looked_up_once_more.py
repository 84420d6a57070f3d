# outcome: none
"""The rows of a table are watched; the reader looks them up once more by itself."""
import tensorflow as tf
from tensorflow.keras import layers


class Reader(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.words = layers.Embedding(9, 4)
        self.read, self.out = layers.SimpleRNN(4), layers.Dense(1)

    def call(self, ids):
        return self.out(self.read(self.words(ids)))


reader, ids = Reader(), tf.constant([[1, 4, 2]])
reader(ids)
rows = tf.gather(reader.words.embeddings, ids)
with tf.GradientTape() as tape:
    tape.watch(rows)
    liked = reader(ids)[:, 0]  # error: [unused-source]
print(tape.gradient(liked, rows))
