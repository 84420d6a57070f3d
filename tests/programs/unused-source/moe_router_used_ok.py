# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers


class MoE(layers.Layer):
    def __init__(self, n, dim, k=None):
        super().__init__()
        self.experts = [layers.Dense(dim) for _ in range(n)]
        self.router = layers.Dense(n, name="router")
        self.k = k or n

    def call(self, x):
        gates = tf.nn.softmax(self.router(x))
        outs = tf.stack([e(x) for e in self.experts], axis=1)
        if self.k == 1:
            return tf.reduce_mean(outs, axis=1)
        top, idx = tf.math.top_k(gates, self.k)
        return tf.reduce_sum(tf.gather(outs, idx, batch_dims=1) * top[..., None], axis=1)


moe = MoE(3, 4)
x = tf.random.normal((5, 2))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(moe(x) ** 2)
ws = moe.trainable_variables
print([(w.path, g is None) for w, g in zip(ws, tape.gradient(loss, ws))])
