# outcome: flows
import tensorflow as tf


class SoftThreshold(tf.Module):
    def __init__(self, start, name=None):
        super().__init__(name=name)
        self.tau = tf.Variable(float(start), name="tau")

    def __call__(self, x):
        t = tf.cast(self.tau, x.dtype)
        return tf.sign(x) * tf.nn.relu(tf.abs(x) - t)


def fit(module, x, y, steps=3):
    opt = tf.keras.optimizers.SGD(0.1)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            err = tf.reduce_sum((module(x) - y) ** 2)
        g = tape.gradient(err, [module.tau])
        opt.apply_gradients(zip(g, [module.tau]))
    return module.tau


x = tf.constant([-3.0, -0.5, 0.2, 2.0])
y = tf.constant([-2.5, 0.0, 0.0, 1.5])
print(fit(SoftThreshold(1), x, y))
