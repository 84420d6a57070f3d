# outcome: part
import tensorflow as tf


class LinkPredictor(tf.keras.Model):
    def __init__(self, n, d):
        super().__init__()
        self.table = self.add_weight(shape=(n, d), initializer="random_normal", name="table")
        self.rel = self.add_weight(shape=(d,), initializer="ones", name="rel")

    def lookup(self, ids):
        table = tf.constant(self.table.numpy())  # warning: [leaves-tensorflow]
        return tf.gather(table, ids)

    def call(self, edges):
        h, t = self.lookup(edges[:, 0]), self.lookup(edges[:, 1])
        return tf.reduce_sum(h * self.rel * t, -1)


m = LinkPredictor(7, 3)
edges = tf.random.uniform((10, 2), 0, 7, tf.int32)
label = tf.cast(tf.random.uniform((10,)) > 0.5, tf.float32)
opt = tf.keras.optimizers.Adam()
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(label, m(edges)))
    g = tape.gradient(loss, m.trainable_variables)
    opt.apply_gradients([(a, b) for a, b in zip(g, m.trainable_variables) if a is not None])
    print(float(loss))
