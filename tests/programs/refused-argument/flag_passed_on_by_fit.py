# outcome: raises ValueError
import tensorflow as tf


class Block(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.dense = tf.keras.layers.Dense(units)
        self.norm = tf.keras.layers.BatchNormalization()

    def call(self, x, training=None):
        return tf.nn.relu(self.norm(self.dense(x), training=training))


class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.block = Block(8)
        self.head = tf.keras.layers.Dense(1)

    def call(self, x, training=None):
        x = self.block(x, training)  # error: [refused-argument]
        return self.head(x)


net = Net()
net.compile("sgd", "mse")
net.fit(tf.ones([8, 4]), tf.ones([8, 1]), verbose=0)
