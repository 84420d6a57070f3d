# outcome: raises ValueError
import keras
import tensorflow as tf


class Tower(keras.Model):
    def __init__(self):
        super().__init__()
        self.parts = [keras.layers.Dense(4, activation="relu"), keras.layers.Dense(1)]

    @tf.function  # error: [kept-graph]
    def call(self, x):
        for part in self.parts:
            x = part(x)
        return x


tower = Tower()
optimizer = keras.optimizers.SGD(0.1)
x = tf.random.normal([8, 3])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(tower(x)))
gradients = tape.gradient(loss, tower.trainable_variables)
optimizer.apply_gradients(zip(gradients, tower.trainable_variables))
