# outcome: part
import tensorflow as tf
from tensorflow.keras import Sequential, layers


class TwoTower(tf.keras.Model):
    def __init__(self, n_users, n_items, dim=8):
        super().__init__()
        self.user_tower = Sequential([layers.Embedding(n_users, dim), layers.Dense(dim)])
        self.item_tower = Sequential([layers.Embedding(n_items, dim), layers.Dense(dim)])

    def similarity(self, left, right):
        return tf.matmul(left, right, transpose_b=True)

    def call(self, inputs):
        users, items = inputs
        u = self.user_tower(users)
        v = self.item_tower(items)  # warning: [unused-source]
        return self.similarity(u, u)


model = TwoTower(20, 30)
opt = tf.keras.optimizers.Adagrad(0.1)
users = tf.constant([0, 3, 5, 7])
items = tf.constant([10, 2, 29, 4])
for _ in range(2):
    with tf.GradientTape() as tape:
        scores = model((users, items))
        labels = tf.range(4)
        loss = tf.reduce_mean(
            tf.keras.losses.sparse_categorical_crossentropy(labels, scores, from_logits=True)
        )
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
