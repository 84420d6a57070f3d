# outcome: part
import tensorflow as tf
from tensorflow.keras import layers as L


class MoCo:
    def __init__(self, dim=8, momentum=0.99, t=0.07):
        self.query_enc = tf.keras.Sequential([L.Input((5,)), L.Dense(16, activation="relu"), L.Dense(dim)])
        self.key_enc = tf.keras.Sequential([L.Input((5,)), L.Dense(16, activation="relu"), L.Dense(dim)])
        self.projector = L.Dense(dim)
        self.m, self.t = momentum, t
        self.queue = tf.Variable(tf.math.l2_normalize(tf.random.normal((12, dim)), 1), trainable=False)

    def embed(self, q_in, k_in):
        q = tf.math.l2_normalize(self.projector(tf.stop_gradient(self.query_enc(q_in))), 1)  # warning: [stop-gradient]
        k = tf.stop_gradient(tf.math.l2_normalize(self.key_enc(k_in), 1))
        return q, k

    def loss(self, q_in, k_in):
        q, k = self.embed(q_in, k_in)
        pos = tf.reduce_sum(q * k, axis=1, keepdims=True)
        neg = tf.matmul(q, self.queue, transpose_b=True)
        logits = tf.concat([pos, neg], axis=1) / self.t
        labels = tf.zeros(tf.shape(logits)[0], tf.int32)
        return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)), k

    def update_keys(self, k):
        for kw, qw in zip(self.key_enc.weights, self.query_enc.weights):
            kw.assign(self.m * kw + (1 - self.m) * qw)
        self.queue.assign(tf.concat([k, self.queue[:-k.shape[0]]], 0))


moco = MoCo()
opt = tf.keras.optimizers.SGD(0.01)
for _ in range(2):
    a = tf.random.normal((4, 5))
    with tf.GradientTape() as tape:
        loss, keys = moco.loss(a, a + 0.1)
    params = moco.query_enc.trainable_variables + moco.projector.trainable_variables
    opt.apply_gradients(zip(tape.gradient(loss, params), params))
    moco.update_keys(keys)
