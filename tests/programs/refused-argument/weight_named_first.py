# outcome: raises ValueError
import tensorflow as tf


class Scale(tf.keras.layers.Layer):
    def build(self, input_shape):
        self.factor = self.add_weight("factor", (input_shape[-1],))  # error: [refused-argument]

    def call(self, x):
        return x * self.factor


class Shift(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.shift = self.add_weight("shift", shape=(1,))  # error: [refused-argument]

    def call(self, x):
        return x + self.shift


class Flat(tf.keras.layers.Layer):
    def build(self, input_shape):
        self.w = self.add_weight(name="w", shape=4)  # error: [refused-argument]

    def call(self, x):
        return x * self.w


class Parted(tf.keras.layers.Layer):
    def build(self, input_shape):
        self.w = self.add_weight(name="w", shape=(4,), partitioner=None)  # error: [refused-argument]

    def call(self, x):
        return x * self.w


class Pathed(tf.keras.layers.Layer):
    def build(self, input_shape):
        self.w = self.add_weight(name="block/w", shape=(4,))  # error: [refused-argument]

    def call(self, x):
        return x * self.w


class Count(tf.keras.metrics.Metric):
    def __init__(self):
        super().__init__(name="count")
        self.n = self.add_weight("n", initializer="zeros")  # error: [refused-argument]

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.n.assign_add(1.0)

    def result(self):
        return self.n


def refused(use, error):
    try:
        use()
    except error:
        return
    raise SystemExit("it was taken")


x = tf.ones([2, 4])
refused(lambda: Shift(), (ValueError, TypeError))
refused(lambda: Flat()(x), ValueError)
refused(lambda: Parted()(x), TypeError)
refused(lambda: Pathed()(x), ValueError)
refused(lambda: Count(), ValueError)
layer = Scale()
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(layer(x))
print(tape.gradient(loss, layer.trainable_weights))
