# outcome: flows
import enum

import tensorflow as tf


class Link(enum.Enum):
    IDENTITY = "identity"
    LOG = "log"
    LOGIT = "logit"

    def inverse(self, eta):
        if self is Link.LOG:
            return tf.exp(eta)
        if self is Link.LOGIT:
            return tf.sigmoid(eta)
        return eta


beta = tf.Variable([0.1, -0.2])
X = tf.constant([[1.0, 2.0], [1.0, -1.0], [1.0, 0.5]])
y = tf.constant([3.0, 1.0, 2.0])
for link in (Link.LOG, Link.IDENTITY, Link["LOGIT"]):
    with tf.GradientTape() as tape:
        mu = link.inverse(tf.linalg.matvec(X, beta))
        loss = tf.reduce_mean((mu - y) ** 2)
    beta.assign_sub(0.01 * tape.gradient(loss, beta))
