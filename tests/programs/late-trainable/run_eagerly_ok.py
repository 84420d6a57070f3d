# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras

x, y = np.ones((8, 3), "float32"), np.ones((8, 1), "float32")

base = keras.layers.Dense(4)
model = keras.Sequential([keras.Input((3,)), base, keras.layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse", run_eagerly=True)
model.fit(x, y, verbose=0)
before = base.kernel.numpy()
base.trainable = False
model.fit(x, y, verbose=0)
assert np.array_equal(before, base.kernel)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((model(x) - y) ** 2)
print(tape.gradient(loss, model.trainable_variables))

