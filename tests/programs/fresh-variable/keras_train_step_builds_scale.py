# outcome: raises ValueError
import tensorflow as tf
from tensorflow import keras


class Scaled(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(1)

    def call(self, x):
        return self.dense(x)

    def train_step(self, data):
        x, y = data
        scale = tf.Variable(1.0)  # error: [fresh-variable]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((scale * self(x) - y) ** 2)
        variables = self.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return {"loss": loss}


model = Scaled()
model.compile(optimizer="sgd")
model.fit(tf.random.normal((8, 2)), tf.random.normal((8, 1)), epochs=1, verbose=0)
