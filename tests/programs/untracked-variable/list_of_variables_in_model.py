# outcome: flows raises AssertionError
import tensorflow as tf
from tensorflow import keras


class Mixture(keras.Model):
    def __init__(self, count):
        super().__init__()
        self.heads = [keras.layers.Dense(1) for _ in range(count)]
        self.weights_of_heads = []
        for i in range(count):
            self.weights_of_heads.append(tf.Variable(1.0 / count))  # warning: [untracked-variable]

    def call(self, inputs):
        return tf.add_n([w * head(inputs) for w, head in zip(self.weights_of_heads, self.heads)])


model = Mixture(2)
optimizer = keras.optimizers.SGD(0.1)
x, y = tf.random.normal((8, 3)), tf.ones((8, 1))
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - y) ** 2)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
assert float(model.weights_of_heads[0]) != 0.5
