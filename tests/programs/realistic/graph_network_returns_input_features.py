# outcome: part
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

edges = np.array([[0, 1], [1, 2], [2, 3], [3, 0], [0, 2]])
features = tf.random.normal((4, 6))
labels = tf.constant([0, 1, 0, 1])


class MessagePassing(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.message = layers.Dense(units)
        self.update = layers.Dense(units, activation="relu")

    def call(self, h):
        sent = tf.gather(self.message(h), edges[:, 0])
        received = tf.math.unsorted_segment_sum(sent, edges[:, 1], num_segments=h.shape[0])
        new_h = self.update(tf.concat([h, received], axis=1))  # or: [unused-source]
        return h  # warning: [unused-source]


class GNN(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.encode = layers.Dense(8)
        self.mp = MessagePassing(8)
        self.classify = layers.Dense(2)

    def call(self, x):
        return self.classify(self.mp(self.encode(x)))


gnn = GNN()
opt = tf.keras.optimizers.Adam(0.01)
with tf.GradientTape() as tape:
    logits = gnn(features)
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))
grads = tape.gradient(loss, gnn.trainable_variables)
opt.apply_gradients(zip(grads, gnn.trainable_variables))
