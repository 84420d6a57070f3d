# outcome: flows
"""A layer adds a loss for its own weight, and the loop takes what all layers added."""
import tensorflow as tf
from tensorflow import keras


class Balance(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.scales = self.add_weight(shape=(2,), initializer="zeros", name="scales")

    def call(self, terms):
        weighted = 0.0
        for i, term in enumerate(terms):
            weighted += tf.exp(-self.scales[i]) * term + self.scales[i]
        self.add_loss(weighted)
        return terms


class TwoHeads(keras.Model):
    def __init__(self):
        super().__init__()
        self.body = keras.layers.Dense(8, activation="tanh")
        self.left, self.right = keras.layers.Dense(1), keras.layers.Dense(1)
        self.balance = Balance()

    def call(self, inputs):
        x, y = inputs
        seen = self.body(x)
        a = tf.reduce_mean(tf.square(self.left(seen) - y))
        b = tf.reduce_mean(tf.abs(self.right(seen) - y))
        return self.balance([a, b])


model = TwoHeads()
optimizer = keras.optimizers.Adam()
data = (tf.random.normal((8, 3)), tf.random.normal((8, 1)))
for step in range(2):
    with tf.GradientTape() as tape:
        a, b = model(data, training=True)
        loss = sum(model.losses)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    print(float(loss), float(sum(model.losses)))
