# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers


class GraphConv(layers.Layer):
    def __init__(self, units, aggregate="mean"):
        super().__init__()
        self.msg = layers.Dense(units)
        self.upd = layers.Dense(units, activation="relu")
        self.reduce = {"sum": tf.math.unsorted_segment_sum, "mean": tf.math.unsorted_segment_mean, "max": tf.math.unsorted_segment_max}[aggregate]

    def call(self, inputs):
        h, edges = inputs
        src, dst = tf.unstack(edges, axis=1)
        m = self.msg(tf.gather(h, src))
        agg = self.reduce(m, dst, num_segments=tf.shape(h)[0])
        return self.upd(tf.concat([h, agg], -1))


class GNN(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.convs = [GraphConv(8), GraphConv(8, "sum"), GraphConv(8, "max")]
        self.out = layers.Dense(2)

    def call(self, inputs):
        h, edges, graph_ids = inputs
        for c in self.convs:
            h = c((h, edges))
        return self.out(tf.math.segment_mean(h, graph_ids))


nodes = tf.random.normal([7, 3])
edges = tf.constant([[0, 1], [1, 2], [2, 0], [3, 4], [4, 5], [5, 6], [6, 3]])
ids = tf.constant([0, 0, 0, 1, 1, 1, 1])
gnn, opt = GNN(), tf.keras.optimizers.Adam(5e-3)
for _ in range(2):
    with tf.GradientTape() as tape:
        logits = gnn((nodes, edges, ids))
        loss = tf.reduce_mean(tf.keras.losses.sparse_categorical_crossentropy(tf.constant([0, 1]), logits, from_logits=True))
    vs = gnn.trainable_variables
    opt.apply_gradients(zip(tape.gradient(loss, vs), vs))
    print(float(loss), tf.argmax(logits, -1).numpy())
