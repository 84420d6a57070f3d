# outcome: none raises ValueError
import keras
import tensorflow as tf


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(4, activation="relu")
        self.out = keras.layers.Dense(1)

    @tf.function  # error: [kept-graph]
    def call(self, x, training=False):
        return self.out(self.hidden(x))


net = Net()
optimizer = keras.optimizers.SGD(0.1)
x = tf.random.normal([8, 3])
y = tf.random.normal([8, 1])

for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(net(x, training=True) - y))
    gradients = tape.gradient(loss, net.trainable_variables)
    optimizer.apply_gradients(zip(gradients, net.trainable_variables))
