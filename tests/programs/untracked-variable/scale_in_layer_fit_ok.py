# outcome: flows
import numpy as np
import tensorflow as tf


class Scale(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.gain = self.add_weight(shape=(), initializer="ones")
        self.shift = tf.keras.Variable(0.0)
        self.calls = tf.Variable(0, trainable=False)

    def call(self, inputs):
        return inputs * self.gain + self.shift


scale = Scale()
model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2), scale])
model.compile(optimizer="sgd", loss="mse")
model.fit(np.ones((8, 4)), np.full((8, 2), 5.0), epochs=2, verbose=0)
assert float(scale.gain) != 1.0 and float(scale.shift) != 0.0
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(model(tf.ones((1, 4))))
print(tape.gradient(loss, model.trainable_variables))
