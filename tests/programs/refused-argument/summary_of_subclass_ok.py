# outcome: flows
import tensorflow as tf


def halved(x):
    return tf.multiply(x, 0.5)


class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = tf.keras.layers.Dense(4)

    def call(self, x):
        return halved(tf.reshape(self.dense(x), [-1, 2]))

    def show(self):
        seen = tf.keras.Input((3,))
        return tf.keras.Model(seen, self.call(seen)).summary()


net = Net()
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(net(tf.ones([2, 3])))
grads = tape.gradient(loss, net.trainable_variables)
try:
    net.show()
except ValueError as error:
    print("only there:", type(error).__name__)
