# outcome: flows
import keras
import tensorflow as tf


class Factored(keras.layers.Wrapper):
    """The kernel of the layer inside is left alone, and one of two factors is used for it."""

    def build(self, shape):
        self.layer.build(shape)
        rows, columns = self.layer.kernel.shape
        self.left = self.add_weight(shape=(rows, 2), name="left")
        self.right = self.add_weight(shape=(2, columns), name="right")
        self.layer.kernel.trainable = False
        self.built = True

    def call(self, x):
        return self.layer.activation(x @ (self.left @ self.right) + self.layer.bias)


net = keras.Sequential([keras.Input((5,)), Factored(keras.layers.Dense(4, "tanh")), keras.layers.Dense(1)])
x = tf.random.normal((8, 5))
optimizer = keras.optimizers.SGD(0.1)
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((net(x) - 1.0) ** 2)
    grads = tape.gradient(loss, net.trainable_variables)
    optimizer.apply_gradients(zip(grads, net.trainable_variables))
