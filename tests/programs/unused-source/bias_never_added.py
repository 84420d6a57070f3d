# outcome: part
import tensorflow as tf


class GraphConv(tf.keras.layers.Layer):
    """Kipf-Welling graph convolution."""

    def __init__(self, units, activation=None, use_bias=True):
        super().__init__()
        self.units = units
        self.activation = tf.keras.activations.get(activation)
        self.use_bias = use_bias

    def build(self, shapes):
        n_features = shapes[-1]
        self.kernel = self.add_weight(name="kernel", shape=(n_features, self.units))
        if self.use_bias:
            self.bias = self.add_weight(name="bias", shape=(self.units,), initializer="zeros")  # warning: [unused-source]

    def call(self, x, adjacency):
        h = tf.matmul(adjacency, tf.matmul(x, self.kernel))
        return self.activation(h)


class GCN(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.g1 = GraphConv(8, "relu")
        self.g2 = GraphConv(2)

    def call(self, x, a):
        return self.g2(self.g1(x, a), a)


g1 = GraphConv(8, "relu", use_bias=True)
g2 = GraphConv(2, use_bias=False)
a = tf.eye(5)
x = tf.random.normal((5, 3))
g1.build(x.shape)
g2.build((5, 8))
y = tf.constant([0, 1, 0, 1, 1])
with tf.GradientTape() as tape:
    logits = g2(g1(x, a), a)
    loss = tf.reduce_mean(tf.keras.losses.sparse_categorical_crossentropy(y, logits, from_logits=True))
ws = g1.trainable_weights + g2.trainable_weights
gs = tape.gradient(loss, ws)
print([(w.path, g is not None) for w, g in zip(ws, gs)])
