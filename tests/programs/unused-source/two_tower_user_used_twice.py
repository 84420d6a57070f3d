# outcome: part
import tensorflow as tf


class TwoTower(tf.keras.Model):
    def __init__(self, n_users, n_items, dim=4):
        super().__init__()
        self.user = tf.keras.layers.Embedding(n_users, dim)
        self.item = tf.keras.layers.Embedding(n_items, dim)
        self.user_bias = tf.keras.layers.Embedding(n_users, 1)

    def call(self, inputs):
        users, items = inputs
        u = self.user(users)
        i = self.item(items)  # or: [unused-source]
        dot = tf.reduce_sum(u * u, axis=-1, keepdims=True)
        return dot + self.user_bias(users)  # warning: [unused-source]


net = TwoTower(6, 9)
opt = tf.keras.optimizers.Adagrad(0.1)
pairs = (tf.constant([0, 3, 5]), tf.constant([1, 1, 8]))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((net(pairs)[:, 0] - tf.constant([4.0, 2.0, 5.0])) ** 2)
grads = tape.gradient(loss, net.trainable_variables)
opt.apply_gradients(zip(grads, net.trainable_variables))
