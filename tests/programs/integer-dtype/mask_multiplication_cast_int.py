# outcome: part
import tensorflow as tf


class MaskedPooling(tf.keras.layers.Layer):
    """Attention-weighted mean over the unmasked steps."""

    def __init__(self):
        super().__init__()
        self.score = tf.keras.layers.Dense(1, name="score")

    def call(self, x, mask):
        weights = tf.nn.softmax(self.score(x), axis=1)
        weights = tf.cast(weights * 100.0, mask.dtype)  # warning: [integer-dtype]
        weights = tf.cast(weights * mask[..., None], x.dtype)
        return tf.reduce_sum(weights * x, axis=1) / (tf.reduce_sum(weights, axis=1) + 1e-6)


emb = tf.keras.layers.Embedding(10, 4)
pool = MaskedPooling()
out = tf.keras.layers.Dense(1)
ids = tf.constant([[1, 2, 3, 0], [4, 5, 0, 0]])
mask = tf.cast(ids != 0, tf.int32)

with tf.GradientTape() as tape:
    y = out(pool(emb(ids), mask))
    loss = tf.reduce_mean(y ** 2)
params = emb.trainable_variables + pool.trainable_variables + out.trainable_variables
for p, g in zip(params, tape.gradient(loss, params)):
    print(p.path, g is not None)
