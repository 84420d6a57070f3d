# outcome: none raises TypeError
import tensorflow as tf


class Thermometer:
    def __init__(self):
        self.gain = tf.Variable(1.2)
        self.offset = tf.Variable(0.0)

    def __call__(self, x):
        return self.gain * x + self.offset


def misfit(read, truth):
    return tf.reduce_mean((truth - read) ** 2)


def calibrate(model, raw, truth, rate):
    with tf.GradientTape() as t:
        error = misfit(model(raw), truth)
    d_gain, d_offset = t.gradient(error, [model.gain, model.offset])
    model.gain = model.gain - rate * d_gain  # error: [replaced-variable]
    model.offset = model.offset - rate * d_offset  # or: [replaced-variable]


raw = tf.random.uniform([200], -1.0, 1.0)
celsius = 1.8 * raw + 0.4 + tf.random.normal([200], stddev=0.05)
model = Thermometer()
for epoch in range(5):
    calibrate(model, raw, celsius, rate=0.1)
    print(epoch, model.gain.numpy(), model.offset.numpy())
