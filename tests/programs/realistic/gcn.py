# outcome: flows
import numpy as np
import tensorflow as tf


class GraphAttention(tf.keras.layers.Layer):
    def __init__(self, units, **kw):
        super().__init__(**kw)
        self.units = units

    def build(self, shapes):
        d = shapes[0][-1]
        self.w = self.add_weight(shape=(d, self.units), initializer="glorot_uniform", name="w")
        self.a = self.add_weight(shape=(2 * self.units, 1), initializer="glorot_uniform", name="a")

    def call(self, inputs):
        x, edges = inputs
        n = tf.shape(x)[0]
        edges = tf.cast(edges, tf.int32)
        src, dst = edges[:, 0], edges[:, 1]
        h = x @ self.w
        score = tf.squeeze(tf.nn.leaky_relu(tf.concat([tf.gather(h, src), tf.gather(h, dst)], -1) @ self.a), -1)
        score = tf.exp(score - tf.stop_gradient(tf.reduce_max(score)))
        norm = tf.math.unsorted_segment_sum(score, dst, n)
        alpha = score / (tf.gather(norm, dst) + 1e-9)
        return tf.math.unsorted_segment_sum(alpha[:, None] * tf.gather(h, src), dst, n)


class GAT(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.l1, self.l2 = GraphAttention(8), GraphAttention(3)

    def call(self, inputs):
        x, e = inputs
        return self.l2((tf.nn.elu(self.l1((x, e))), e))


rng = np.random.default_rng(0)
x = tf.constant(rng.normal(size=(12, 5)), tf.float32)
edges = tf.constant(np.concatenate([rng.integers(0, 12, (30, 2)), np.repeat(np.arange(12)[:, None], 2, 1)]))
labels = tf.constant(rng.integers(0, 3, 12))
train_mask = tf.constant(rng.random(12) < 0.7)
gat, opt = GAT(), tf.keras.optimizers.Adam(0.01)
for epoch in range(3):
    with tf.GradientTape() as tape:
        logits = gat((x, edges))
        ce = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
        loss = tf.reduce_mean(tf.boolean_mask(ce, train_mask))
    grads = tape.gradient(loss, gat.trainable_weights)
    opt.apply_gradients(zip(grads, gat.trainable_weights))
    pred = np.argmax(logits.numpy(), 1)
    print(epoch, loss.numpy(), (pred == labels.numpy())[~train_mask.numpy()].mean())
