# outcome: flows raises AssertionError
"""A layer's call asks its own method for a kernel, and gets a new one each time."""
import keras
import tensorflow as tf


class Mixing(keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, shape):
        self.width = int(shape[-1])
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def kernel(self, draw=keras.initializers.GlorotUniform(seed=7)):
        return tf.Variable(draw((self.width, self.units)), name="kernel")  # warning: [fresh-variable]

    def call(self, inputs):
        return tf.matmul(inputs, self.kernel()) + self.bias


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.mixing, self.out = Mixing(4), keras.layers.Dense(1)

    def call(self, inputs):
        return self.out(self.mixing(inputs))


net, optimizer = Net(), keras.optimizers.SGD(0.1)
inputs, wanted = tf.random.normal([8, 3]), tf.random.normal([8, 1])
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(net(inputs) - wanted))
    gradients = tape.gradient(loss, net.trainable_variables)
    optimizer.apply_gradients(zip(gradients, net.trainable_variables))
assert len(net.trainable_variables) == 4, "the kernel is trained as well"
