# outcome: flows
import tensorflow as tf


class Singleton(type):
    _instances = {}

    def __call__(cls, *args, **kwargs):
        if cls not in cls._instances:
            cls._instances[cls] = super().__call__(*args, **kwargs)
        return cls._instances[cls]


class Embeddings(metaclass=Singleton):
    def __init__(self, n=6, d=3):
        self.table = tf.Variable(tf.random.normal([n, d]))

    def lookup(self, ids):
        return tf.nn.embedding_lookup(self.table, ids)


class Scaled(float):
    def __new__(cls, value, factor=2):
        return super().__new__(cls, value * factor)


ids = tf.constant([[1, 2], [3, 4]])
with tf.GradientTape() as tape:
    e = Embeddings().lookup(ids)
    sim = tf.einsum("bd,bd->b", e[:, 0], e[:, 1])
    loss = tf.reduce_mean(tf.nn.softplus(-sim * Scaled(0.5)))
grad = tape.gradient(loss, Embeddings().table)
print(type(grad).__name__, grad.indices.numpy())
