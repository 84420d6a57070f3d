# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers


class GradReverse(layers.Layer):
    def __init__(self, lam=1.0):
        super().__init__()
        self.lam = lam

    def call(self, x):
        @tf.custom_gradient
        def flip(z):
            return tf.identity(z), lambda g: -self.lam * g

        return flip(x)


feat = tf.keras.Sequential([layers.Dense(8, activation="relu")])
clf, dom = layers.Dense(3), tf.keras.Sequential([GradReverse(0.3), layers.Dense(1)])
src, tgt = tf.random.normal([8, 4]), tf.random.normal([8, 4]) + 1.0
y = tf.random.uniform([8], 0, 3, tf.int32)
opt = tf.keras.optimizers.Adam()
for p in (0.0, 0.5, 1.0):
    dom.layers[0].lam = 2.0 / (1.0 + float(tf.exp(-10.0 * p))) - 1.0 + 1e-3
    with tf.GradientTape() as tape:
        fs, ft = feat(src), feat(tgt)
        task = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, clf(fs)))
        both = dom(tf.concat([fs, ft], 0))
        which = tf.concat([tf.ones([8, 1]), tf.zeros([8, 1])], 0)
        adv = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(which, both))
        loss = task + adv
    vs = feat.trainable_variables + clf.trainable_variables + dom.trainable_variables
    opt.apply_gradients(zip(tape.gradient(loss, vs), vs))
    acc = tf.reduce_mean(tf.cast(tf.equal(both > 0, which > 0.5), tf.float32))
print(loss.numpy(), acc.numpy())
