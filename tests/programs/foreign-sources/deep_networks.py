# outcome: none
import tensorflow as tf


def network(hidden=8, units=20):
    model = tf.keras.Sequential()
    model.add(tf.keras.Input((2,)))
    for _ in range(hidden):
        model.add(tf.keras.layers.Dense(units, activation="tanh"))
    model.add(tf.keras.layers.Dense(1))
    return model


class Residual(tf.keras.Model):
    def __init__(self, blocks=9):
        super().__init__()
        self.blocks = []
        for i in range(blocks):
            self.blocks.append(tf.keras.layers.Dense(2, name=f"block_{i}"))

    def call(self, x):
        for block in self.blocks:
            x = x + block(x)
        return x


solution, correction = network(), Residual()
points = tf.random.uniform((16, 2))
correction(points)

with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(solution(points)))
gradients = tape.gradient(loss, correction.trainable_variables)  # error: [foreign-sources]
