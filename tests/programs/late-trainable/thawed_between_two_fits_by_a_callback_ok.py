# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras

x = np.random.default_rng(1).normal(size=(16, 4)).astype("float32")
y = x[:, :1]


class Thaw(keras.callbacks.Callback):
    """What is thawed at the end is trained by the next fit."""

    def __init__(self, name):
        super().__init__()
        self.named = name

    def on_train_begin(self, logs=None):
        self.model.layers[-1].trainable = True

    def on_epoch_end(self, epoch, logs=None):
        print(epoch, self.model.get_layer(self.named).trainable)

    def on_train_end(self, logs=None):
        self.model.get_layer(self.named).trainable = True


inputs = keras.Input((4,))
body = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, "tanh")], name="body")
model = keras.Model(inputs, keras.layers.Dense(1)(body(inputs)))
body.trainable = False
model.compile("sgd", "mse")
model.fit(x, y, epochs=2, verbose=0, callbacks=[Thaw("body")])
before = body.get_weights()[0].copy()
model.compile("sgd", "mse")
model.fit(x, y, epochs=2, verbose=0)
assert not np.array_equal(before, body.get_weights()[0])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((model(x) - y) ** 2)
print(tape.gradient(loss, model.trainable_variables))
