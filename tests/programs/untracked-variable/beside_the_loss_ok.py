# outcome: flows
import tensorflow as tf
from tensorflow import keras


class Monitored(keras.Model):
    def __init__(self):
        super().__init__()
        self.head = keras.layers.Dense(1)
        self.best = tf.Variable(1.0)
        self.scale = tf.Variable(2.0)

    def call(self, inputs):
        out = self.head(inputs)
        tf.print(tf.reduce_mean(out) / self.best)
        return out * tf.stop_gradient(self.scale)


model = Monitored()
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(model(tf.ones((2, 3))) ** 2)
print(tape.gradient(loss, model.trainable_variables))
