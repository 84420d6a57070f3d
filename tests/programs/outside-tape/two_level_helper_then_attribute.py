# outcome: none raises ValueError
"""The features are computed in `prepare`, three calls above the tape."""
import tensorflow as tf


def project(net, x):
    z = net(x)
    z = tf.math.l2_normalize(z, axis=1)
    return z


def make_batch(net, x):
    return {"z": project(net, x), "n": x.shape[0]}


class Pipeline:
    def __init__(self, net):
        self.net = net
        self.opt = tf.keras.optimizers.SGD(0.1)

    def prepare(self, x):
        batch = make_batch(self.net, x)  # or: [outside-tape]
        self.batch = batch  # error: [outside-tape]
        return self

    def loss(self):
        z = self.batch["z"]
        sim = tf.matmul(z, z, transpose_b=True)
        return tf.reduce_mean(sim - tf.eye(self.batch["n"]))

    def step(self):
        with tf.GradientTape() as tape:
            value = self.loss()
        vs = self.net.trainable_variables
        self.opt.apply_gradients(zip(tape.gradient(value, vs), vs))


net = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(4)])
Pipeline(net).prepare(tf.random.normal((5, 3))).step()
