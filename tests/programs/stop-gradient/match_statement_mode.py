# outcome: none raises ValueError
import enum

import tensorflow as tf


class Estimator(enum.Enum):
    PATHWISE = "pathwise"
    STRAIGHT = "st"
    NONE = "none"


def relax(p, mode):
    u = tf.random.uniform(tf.shape(p), 0.01, 0.99)
    logistic = tf.math.log(u) - tf.math.log1p(-u)
    soft = tf.sigmoid((tf.math.log(p) - tf.math.log1p(-p) + logistic) / 0.5)
    match mode:
        case Estimator.PATHWISE:
            return soft
        case Estimator.STRAIGHT:
            hard = tf.round(soft)  # error: [non-differentiable-op]
            return tf.stop_gradient(hard)  # or: [stop-gradient]
        case _:
            raise ValueError(mode)


logits = tf.Variable(tf.zeros(5))
opt = tf.keras.optimizers.Adam(0.1)
with tf.GradientTape() as tape:
    bits = relax(tf.sigmoid(logits), Estimator.STRAIGHT)
    loss = tf.reduce_sum(bits)
opt.apply_gradients([(tape.gradient(loss, logits), logits)])
