# outcome: flows
import collections
import tensorflow as tf

Batch = collections.namedtuple("Batch", "user item price bucket label")


class TwoTower(tf.keras.Model):
    def __init__(self, users=20, items=30, dim=4):
        super().__init__()
        self.users = tf.keras.layers.Embedding(users, dim, embeddings_regularizer="l2")
        self.items = tf.keras.layers.Embedding(items, dim)
        self.buckets = tf.keras.layers.Embedding(5, dim)
        self.mix = tf.keras.layers.Dense(dim)
        self.temperature = self.add_weight(shape=(), initializer="ones", name="temperature")

    def call(self, b):
        u = self.users(b.user)
        i = tf.concat([self.items(b.item), self.buckets(b.bucket), b.price[:, None]], -1)
        return tf.matmul(u, self.mix(i), transpose_b=True) / (tf.abs(self.temperature) + 0.1)


def bucketize(price):
    return tf.cast(tf.floor(price * 5.0), tf.int32)


def make_batch(n=8):
    price = tf.random.uniform((n,), 0, 0.99)
    return Batch(tf.random.uniform((n,), 0, 20, tf.int32), tf.random.uniform((n,), 0, 30, tf.int32), price, bucketize(price), tf.range(n))


def hit_at_k(scores, labels, k=3):
    top = tf.math.top_k(scores, k).indices
    return tf.reduce_mean(tf.cast(tf.reduce_any(top == labels[:, None], 1), tf.float32))


model, opt = TwoTower(), tf.keras.optimizers.Adagrad(0.1)
for step in range(2):
    b = make_batch()
    with tf.GradientTape() as tape:
        scores = model(b)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=b.label, logits=scores))
        loss += tf.add_n(model.losses)
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients((g, v) for g, v in zip(grads, model.trainable_variables))
    print(step, f"{loss.numpy():.4f}", hit_at_k(scores, b.label).numpy())
