# outcome: part
import keras
import tensorflow as tf


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.first = keras.layers.Dense(4)
        self.second = keras.layers.Dense(4)
        self.third = keras.layers.Dense(4)
        self.aux = keras.layers.Dense(2)
        self.head = keras.layers.Dense(1)

    def call(self, x):
        hidden = self.second(self.first(x))
        rounded = tf.round(self.third(hidden))  # warning: [non-differentiable-op]
        extra = self.aux(x)
        return self.head(rounded)


net = Net()
x = tf.ones((8, 3))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(net(x))
grads = tape.gradient(loss, net.trainable_variables)
