# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras

x, y = np.ones((8, 3), "float32"), np.ones((8, 1), "float32")

backbone = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4)])
backbone.trainable = False
model = keras.Sequential([keras.Input((3,)), backbone, keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=2, verbose=0)

before = backbone.layers[0].kernel.numpy()
backbone.trainable = True
model.compile(optimizer=keras.optimizers.Adam(1e-5), loss="mse")
model.fit(x, y, epochs=2, verbose=0)
assert not np.array_equal(before, backbone.layers[0].kernel)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((model(x) - y) ** 2)
print(tape.gradient(loss, model.trainable_variables))

