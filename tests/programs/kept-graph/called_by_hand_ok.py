# outcome: flows
import keras
import tensorflow as tf


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = keras.layers.Dense(1)

    @tf.function
    def call(self, x):
        return self.out(x)


net = Net()
x = tf.random.normal([8, 3])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(net.call(x)))
print(tape.gradient(loss, net.trainable_variables))
