# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers


def squash(s, axis=-1):
    n2 = tf.reduce_sum(s**2, axis, keepdims=True)
    return n2 / (1 + n2) * s / tf.sqrt(n2 + 1e-8)


class Capsules(layers.Layer):
    def __init__(self, n, dim, routings=3):
        super().__init__()
        self.n, self.dim, self.routings = n, dim, routings

    def build(self, shape):
        self.W = self.add_weight(shape=(self.n, shape[1], self.dim, shape[2]), initializer="glorot_uniform")

    def call(self, u):
        u_hat = tf.einsum("ndki,bdi->bndk", self.W, u)
        frozen = tf.stop_gradient(u_hat)
        b = tf.zeros(tf.shape(u_hat)[:3])
        for r in range(self.routings):
            c = tf.nn.softmax(b, axis=1)
            last = r == self.routings - 1
            s = tf.reduce_sum(c[..., None] * (u_hat if last else frozen), 2)
            v = squash(s)
            if not last:
                b += tf.einsum("bndk,bnk->bnd", frozen, v)
        return v


primary = layers.Dense(12)
caps = Capsules(3, 4)
x, y = tf.random.normal([5, 6]), tf.one_hot([0, 1, 2, 0, 1], 3)
with tf.GradientTape() as tape:
    v = caps(squash(tf.reshape(primary(x), [-1, 4, 3])))
    length = tf.norm(v + 1e-9, axis=-1)
    loss = tf.reduce_mean(tf.reduce_sum(y * tf.nn.relu(0.9 - length) ** 2 + 0.5 * (1 - y) * tf.nn.relu(length - 0.1) ** 2, 1))
    accuracy = tf.reduce_mean(tf.cast(tf.argmax(length, 1) == tf.argmax(y, 1), tf.float32))
print([g.shape for g in tape.gradient(loss, primary.trainable_variables + caps.trainable_variables)], accuracy.numpy())
