# outcome: none raises ValueError
import tensorflow as tf
from tensorflow import keras


class Trainer:
    @property
    def model(self):
        return keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])

    def step(self, x, y):
        opt = keras.optimizers.SGD(0.1)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self.model(x) - y) ** 2)
        variables = self.model.trainable_variables  # or: [foreign-sources]
        grads = tape.gradient(loss, variables)  # error: [foreign-sources]
        opt.apply_gradients(zip(grads, variables))


Trainer().step(tf.random.normal((6, 3)), tf.ones((6, 1)))
