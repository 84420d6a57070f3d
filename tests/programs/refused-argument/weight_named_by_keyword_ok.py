# outcome: flows
import tensorflow as tf


class Scale(tf.keras.layers.Layer):
    def build(self, input_shape):
        width = input_shape[-1]
        self.factor = self.add_weight(shape=(width,), name="factor", initializer="ones")
        self.shift = self.add_weight((width,), "zeros", name="shift")
        self.power = self.add_weight(name="power", trainable=False)
        self.matrix = self.add_weight(shape=[width, width], name="matrix of it")

    def call(self, x):
        return tf.matmul(x * self.factor + self.shift, self.matrix) + self.power


class Own(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = self.add_weight("w", (4,))

    def add_weight(self, name, shape):
        return tf.Variable(tf.ones(shape), name=f"own/{name}")


class Named(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.w = self.add_weight("w", (4,))

    def add_weight(self, name, shape):
        return super().add_weight(name=name, shape=shape, initializer="ones")

    def call(self, x):
        return x * self.w


layer, own, named = Scale(), Own(), Named()
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(layer(tf.ones([2, 4])) + named(tf.ones([2, 4])) * own.w)
sources = [*layer.trainable_weights, own.w, *named.trainable_weights]
print(tape.gradient(loss, sources))
