# outcome: none raises ValueError
import keras
import tensorflow as tf


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = keras.layers.Dense(1)

    @tf.function  # error: [kept-graph]
    def call(self, x):
        return self.out(x)


net = Net()
net.compile("sgd", "mse")
net.fit(tf.random.normal([8, 3]), tf.random.normal([8, 1]), verbose=0)
