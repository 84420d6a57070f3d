# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras

x = np.random.default_rng(1).normal(size=(16, 4)).astype("float32")
y = x[:, :1]


class Thaw(keras.callbacks.Callback):
    def __init__(self, name, epoch):
        super().__init__()
        self.named, self.epoch = name, epoch

    def on_epoch_begin(self, epoch, logs=None):
        if epoch == self.epoch:
            self.model.get_layer(self.named).trainable = True  # warning: [late-trainable]


inputs = keras.Input((4,))
body = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, "tanh")], name="body")
model = keras.Model(inputs, keras.layers.Dense(1)(body(inputs)))
body.trainable = False
model.compile("sgd", "mse")
before = body.get_weights()[0].copy()
model.fit(x, y, epochs=4, verbose=0, callbacks=[Thaw("body", 2)])
assert np.array_equal(before, body.get_weights()[0])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((model(x) - y) ** 2)
print(tape.gradient(loss, model.trainable_variables))
