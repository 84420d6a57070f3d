# outcome: flows
import tensorflow as tf


class Config:
    def __init__(self, rate, width, offset=None):
        offset = tf.Variable(0.5) if offset is None else offset
        vars(self).update(locals())
        self.given = {k: v for k, v in locals().items() if k != "self"}


def scaled(scale):
    def apply(x):
        names = locals()
        return names["x"] * names["scale"] if "scale" in names else x * scale

    return apply


scale = tf.Variable(3.0)
config = Config(rate=tf.Variable(0.1), width=4)
with tf.GradientTape() as tape:
    loss = scaled(scale)(config.given["offset"]) * config.given["rate"] * config.width
print(tape.gradient(loss, [scale, config.offset, config.rate]))
