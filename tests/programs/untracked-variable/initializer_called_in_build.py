# outcome: flows
"""A model whose positional embedding is a tf.Variable made in build, trained by hand."""

import tensorflow as tf


class PatchEncoder(tf.keras.layers.Layer):
    def __init__(self, num_patches, dim):
        super().__init__()
        self.num_patches = num_patches
        self.projection = tf.keras.layers.Dense(dim)
        self.dim = dim

    def build(self, input_shape):
        init = tf.random_normal_initializer(stddev=0.02)
        self.pos = tf.Variable(init((1, self.num_patches, self.dim)), name="pos")  # warning: [untracked-variable]
        super().build(input_shape)

    def call(self, patches):
        return self.projection(patches) + self.pos


class MiniViT(tf.keras.Model):
    def __init__(self, patches=4, dim=8):
        super().__init__()
        self.encoder = PatchEncoder(patches, dim)
        self.attn = tf.keras.layers.MultiHeadAttention(2, 4)
        self.norm = tf.keras.layers.LayerNormalization()
        self.head = tf.keras.layers.Dense(3)

    def call(self, x):
        h = self.encoder(x)
        h = h + self.attn(h, h)
        return self.head(tf.reduce_mean(self.norm(h), axis=1))


model = MiniViT()
optimizer = tf.keras.optimizers.AdamW(1e-3)
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x, training=True))
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss


for _ in range(2):
    print(train_step(tf.random.normal((4, 4, 6)), tf.constant([0, 1, 2, 0])).numpy())
