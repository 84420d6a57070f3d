# outcome: flows
"""More layers than are followed one by one, each with a bias that starts as a flag."""
import tensorflow as tf


class Scaled(tf.keras.layers.Layer):
    def __init__(self, bias=True):
        super().__init__()
        self.bias = bias

    def build(self, shape):
        self.kernel = self.add_weight(shape=(4, 4))
        if self.bias:
            self.bias = self.add_weight(shape=(4,))
        else:
            self.bias = None

    def call(self, x):
        x = tf.matmul(x, self.kernel)
        return x if self.bias is None else tf.nn.leaky_relu(x + self.bias)


class Mapping(tf.keras.layers.Layer):
    def __init__(self, depth=8):
        super().__init__()
        self.scaled = [Scaled() for _ in range(depth)]
        self.depth = depth

    def call(self, x):
        for i in range(self.depth):
            x = self.scaled[i](x)
        return x


mapping = Mapping()
print(mapping(tf.ones((2, 4))).shape)
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(mapping(tf.ones((2, 4))))
print(tape.gradient(loss, mapping.trainable_variables))
