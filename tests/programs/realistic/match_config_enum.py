# outcome: flows
from enum import Enum, auto

import tensorflow as tf


class Reg(Enum):
    NONE = auto()
    L1 = auto()
    L2 = auto()


def penalty(kind, w):
    match kind:
        case Reg.NONE:
            return 0.0
        case Reg.L1:
            return tf.reduce_sum(tf.abs(w))
        case Reg.L2:
            return tf.nn.l2_loss(w)
        case _:
            raise ValueError(kind)


def rounding(cfg, pred):
    match cfg:
        case {"mode": "train", **rest}:
            return pred
        case {"mode": "eval", "digits": d}:
            return tf.round(pred * 10**d) / 10**d


for kind in Reg:
    w = tf.Variable([0.5, -1.0])
    with tf.GradientTape() as tape:
        out = rounding({"mode": "train", "digits": 2}, w * [1.0, 3.0])
        loss = tf.reduce_sum((out - 1.0) ** 2) + 0.1 * penalty(kind, w)
    print(kind.name, tape.gradient(loss, w).numpy())
shown = rounding({"mode": "eval", "digits": 2}, w)
print(shown)
