# outcome: none raises ValueError
"""`forward` caches by training flag; the evaluation just before fills the cache that the training step reads."""
import tensorflow as tf


class CachedModel:
    def __init__(self):
        self.net = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
        self.cache = {}

    def forward(self, key, x):
        if key not in self.cache:
            self.cache[key] = self.net(x)  # error: [outside-tape]
        return self.cache[key]


m = CachedModel()
x, y = tf.random.normal((6, 3)), tf.zeros((6, 1))
opt = tf.keras.optimizers.Adam()
print("before training", float(tf.reduce_mean((m.forward("train", x) - y) ** 2)))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((m.forward("train", x) - y) ** 2)
grads = tape.gradient(loss, m.net.trainable_variables)
opt.apply_gradients(zip(grads, m.net.trainable_variables))
