# outcome: raises TypeError
import tensorflow as tf


class Positional(tf.keras.layers.Layer):
    def __init__(self, name="block"):
        super().__init__(name)  # error: [refused-argument]
        self.dense = tf.keras.layers.Dense(1)

    def call(self, x):
        return self.dense(x)


class Net(tf.keras.Model):
    def __init__(self, name=None):
        super(Net, self).__init__(name)  # error: [refused-argument]
        self.dense = tf.keras.layers.Dense(1)

    def call(self, x):
        return self.dense(x)


class Dynamic(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__(**{"dynamic": True})  # error: [refused-argument]


class Open(tf.keras.layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.dense = tf.keras.layers.Dense(units)

    def call(self, x):
        return self.dense(x)


def batches():
    return Open(3, batch_input_shape=(2, 4))  # error: [refused-argument]


def slashed():
    return Open(3, name="block/dense")  # error: [refused-argument]


def numbered(i):
    return tf.keras.layers.Dense(3, name=f"block/{i}")  # error: [refused-argument]


def old():
    return tf.keras.layers.Dense(3, weights=[1.0])  # error: [refused-argument]


def older():
    return tf.keras.layers.Conv2D(3, 3, border_mode="same")  # error: [refused-argument]


def whole():
    return tf.keras.Sequential([Open(1)], name="net/one")  # error: [refused-argument]


def refused(use, error=ValueError):
    try:
        use()
    except error:
        return
    raise SystemExit("it was taken")


for use in (Dynamic, batches, slashed, old, older, whole, lambda: numbered(1)):
    refused(use)
refused(Positional, TypeError)
net = Net("net")
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(net(tf.ones([2, 4])))
print(tape.gradient(loss, net.trainable_weights))
