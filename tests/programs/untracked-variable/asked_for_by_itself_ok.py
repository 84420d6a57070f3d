# outcome: flows
import tensorflow as tf
from tensorflow import keras


class Calibrated(keras.Model):
    def __init__(self):
        super().__init__()
        self.head = keras.layers.Dense(1)
        self.temperature = tf.Variable(1.0)

    def call(self, inputs):
        return self.head(inputs) / self.temperature


model = Calibrated()
optimizer = keras.optimizers.SGD(0.1)
x, y = tf.random.normal((8, 3)), tf.ones((8, 1))
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - y) ** 2)
    variables = model.trainable_variables + [model.temperature]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
assert float(model.temperature) != 1.0
