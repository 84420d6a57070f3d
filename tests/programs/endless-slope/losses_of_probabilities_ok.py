# outcome: flows
import tensorflow as tf

labels = tf.constant([[1.0, 0.0], [0.0, 1.0]])
logits = tf.Variable([[2.0, -1.0], [0.3, 0.1]])


def focal(y, p, gamma=2.0, alpha=0.25):
    p = tf.clip_by_value(p, 1e-7, 1 - 1e-7)
    pt_1 = tf.where(tf.equal(y, 1), p, tf.ones_like(p))
    pt_0 = tf.where(tf.equal(y, 0), p, tf.zeros_like(p))
    return -tf.reduce_mean(alpha * tf.pow(1.0 - pt_1, gamma) * tf.math.log(pt_1)) - tf.reduce_mean(
        (1 - alpha) * tf.pow(pt_0, gamma) * tf.math.log(1.0 - pt_0)
    )


def kl(p, q):
    return tf.reduce_sum(p * (tf.math.log(p + 1e-10) - tf.math.log(q + 1e-10)), -1)


def js(p, q):
    m = 0.5 * (p + q)
    return 0.5 * (kl(p, m) + kl(q, m))


def gumbel(logits, tau=0.5, hard=True):
    u = tf.random.uniform(tf.shape(logits), minval=1e-9, maxval=1.0)
    y = tf.nn.softmax((logits - tf.math.log(-tf.math.log(u))) / tau)
    if hard:
        y_hard = tf.one_hot(tf.argmax(y, -1), 2)
        y = tf.stop_gradient(y_hard - y) + y
    return y


def bce(y, x):
    return tf.maximum(x, 0) - x * y + tf.math.log(1 + tf.exp(-tf.abs(x)))


def hinge_sq(y, x):
    return tf.square(tf.maximum(0.0, 1.0 - (2 * y - 1) * x))


with tf.GradientTape() as tape:
    p = tf.nn.softmax(logits)
    loss = focal(labels, p) + tf.reduce_mean(kl(labels, p)) + tf.reduce_mean(js(labels, p))
    loss += tf.reduce_mean(bce(labels, logits)) + tf.reduce_mean(hinge_sq(labels, logits))
    loss += tf.reduce_sum(gumbel(logits) * [1.0, 2.0])
    loss += tf.reduce_mean(tf.abs(logits)) + tf.sqrt(tf.reduce_mean(logits**2))  # info: [endless-slope]
g = tape.gradient(loss, logits)
tf.debugging.assert_all_finite(g, "g")
