# outcome: stuck
import tensorflow as tf
from tensorflow import keras


class Trainer:
    @property
    def model(self):
        return keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])  # warning: [fresh-variable]

    def fit(self, x, y, epochs=3):
        for _ in range(epochs):
            net = self.model
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean((net(x) - y) ** 2)
            grads = tape.gradient(loss, net.trainable_variables)
            for v, g in zip(net.trainable_variables, grads):
                v.assign_sub(0.1 * g)
            print(float(loss))


Trainer().fit(tf.random.normal((6, 3)), tf.ones((6, 1)))
