# outcome: flows
"""The same after a first call; a list without a frozen or a foreign network is fine, too."""
import tensorflow as tf
from tensorflow import keras


class Coder(keras.Model):
    def __init__(self):
        super().__init__()
        self.first, self.second = keras.layers.Dense(5, activation="relu"), keras.layers.Dense(2)

    def call(self, x):
        return self.second(self.first(x))


coder, other = Coder(), Coder()
back = keras.Sequential([keras.Input((2,)), keras.layers.Dense(4)])
early = other.trainable_variables + back.trainable_variables
x = tf.random.normal((8, 4))
coder(x)
weights = coder.trainable_variables + back.trainable_variables
fixed = keras.Sequential([keras.Input((4,)), keras.layers.Dense(4)])
fixed.trainable = False
both = fixed.trainable_variables + weights
optimizer = keras.optimizers.Adam(0.01)
for step in range(2):
    with tf.GradientTape(persistent=True) as tape:
        loss = tf.reduce_mean(tf.square(back(coder(fixed(x))) - x))
        shown = tf.reduce_mean(back(tf.stop_gradient(other(x))))
    optimizer.apply_gradients(zip(tape.gradient(loss, both), both))
    print(tape.gradient(shown, early))
