# outcome: flows
import tensorflow as tf

EPS = tf.keras.backend.epsilon()


class ArcFace(tf.keras.layers.Layer):
    def __init__(self, n, s=30.0, m=0.5):
        super().__init__()
        self.n, self.s, self.m = n, s, m

    def build(self, shape):
        self.w = self.add_weight(shape=(shape[-1], self.n), initializer="glorot_uniform")

    def call(self, x, y):
        x = tf.nn.l2_normalize(x, axis=1)
        w = tf.nn.l2_normalize(self.w, axis=0)
        cos = x @ w
        theta = tf.acos(tf.clip_by_value(cos, -1.0 + EPS, 1.0 - EPS))
        target = tf.cos(theta + self.m)
        return self.s * (cos * (1 - y) + target * y)


class Angular(tf.keras.layers.Layer):
    def call(self, a, b):
        c = tf.reduce_sum(tf.nn.l2_normalize(a, -1) * tf.nn.l2_normalize(b, -1), -1)
        return tf.acos(tf.clip_by_value(c, -0.9999, 0.9999)) / 3.14159


def dist_matrix(x):
    sq = tf.reduce_sum(x * x, 1)
    d2 = sq[:, None] + sq[None] - 2 * x @ tf.transpose(x)
    err = tf.less_equal(d2, 0.0)
    d = tf.sqrt(d2 + tf.cast(err, tf.float32) * 1e-16)
    return tf.where(err, tf.zeros_like(d), d)


def lifted(x, margin=1.0):
    d2 = tf.maximum(tf.reduce_sum((x[:, None] - x[None]) ** 2, -1), 0.0)
    d = tf.sqrt(tf.where(d2 > 0, d2, tf.ones_like(d2))) * tf.cast(d2 > 0, tf.float32)
    return tf.reduce_mean(tf.nn.relu(margin - d))


emb = tf.keras.layers.Dense(4)
arc = ArcFace(3)
ang = Angular()
x = tf.random.normal((5, 6))
y = tf.one_hot([0, 1, 2, 0, 1], 3)
emb(x), arc(emb(x), y)
with tf.GradientTape() as tape:
    e = emb(x)
    loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(y, arc(e, y)))
    loss += tf.reduce_mean(ang(e[:2], e[2:4])) + lifted(e)
g = tape.gradient(loss, emb.trainable_variables + arc.trainable_variables)
tf.debugging.assert_all_finite(g[0], "nan")
