# outcome: flows
import tensorflow as tf
from tensorflow import keras


class Trainer:
    _model = None

    @property
    def model(self):
        if self._model is None:
            self._model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
        return self._model

    def step(self, x, y):
        opt = keras.optimizers.SGD(0.1)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self.model(x) - y) ** 2)
        variables = self.model.trainable_variables
        grads = tape.gradient(loss, variables)
        opt.apply_gradients(zip(grads, variables))


Trainer().step(tf.random.normal((6, 3)), tf.ones((6, 1)))
