# outcome: part
import tensorflow as tf
from tensorflow.keras import layers


class Scale(layers.Layer):
    def build(self, shape):
        self.gamma = self.add_weight(shape=(shape[-1],), initializer="ones", name="gamma")
        self.beta = self.add_weight(shape=(shape[-1],), initializer="zeros", name="beta")

    def call(self, x):
        gamma = tf.constant(self.gamma.value)  # warning: [rewrapped-value]
        return gamma * x + self.beta


inputs = tf.random.normal([10, 3])
scale = Scale()
scale(inputs)
with tf.GradientTape() as tape:
    out = scale(inputs)
    loss = tf.reduce_sum(out**2)
for name, g in zip(["gamma", "beta"], tape.gradient(loss, [scale.gamma, scale.beta])):
    print(name, g)
