# outcome: flows
import tensorflow as tf


class Block(tf.keras.layers.Layer):
    def __init__(self, name="block", **kwargs):
        super().__init__(name=name, input_shape=(4,), autocast=False, **kwargs)
        self.dense = tf.keras.layers.Dense(1, name="inner dense")

    def call(self, x):
        return self.dense(x)


class Base(tf.keras.layers.Layer):
    def __init__(self, units, name=None):
        super().__init__(name=name)
        self.dense = tf.keras.layers.Dense(units)

    def call(self, x):
        return self.dense(x)


class Derived(Base):
    def __init__(self):
        super().__init__(1, "derived")


class Both(tf.keras.Model):
    def __init__(self, units):
        inputs = tf.keras.Input((4,))
        super().__init__(inputs, tf.keras.layers.Dense(units)(inputs))


class Plain:
    def __init__(self, name):
        self.name = name


class Named(Plain):
    def __init__(self):
        super().__init__("a/b")


def without(options):
    options.pop("dynamic")
    return Block(**options)


layers = [Block(dtype="float32", trainable=True), Derived(), Both(1)]
layers += [without({"dynamic": True}), tf.keras.layers.Embedding(3, 1, input_length=4)]
x = tf.ones([2, 4])
embedded = tf.reduce_sum(layers.pop()(tf.zeros([2, 4], tf.int32)))
with tf.GradientTape() as tape:
    loss = tf.reduce_sum([tf.reduce_sum(layer(x)) for layer in layers])
print(tape.gradient(loss, [v for layer in layers for v in layer.trainable_weights]))
print(Named().name, tf.keras.metrics.Mean(name="loss/mean").name, embedded)
