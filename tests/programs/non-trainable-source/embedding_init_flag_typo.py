# outcome: none raises ValueError
import numpy as np
import tensorflow as tf

vectors = np.random.randn(10, 4).astype("float32")


class WordTable(tf.Module):
    def __init__(self, init, finetune):
        super().__init__()
        self.table = tf.Variable(init, trainable=not finetune, name="table")  # error: [non-trainable-source]

    def __call__(self, ids):
        return tf.nn.embedding_lookup(self.table, ids)


words = WordTable(vectors, finetune=True)
opt = tf.keras.optimizers.SGD(0.1)
ids = tf.constant([1, 4, 4])
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(tf.square(words(ids)))
g = tape.gradient(loss, [words.table])
opt.apply_gradients(zip(g, [words.table]))
