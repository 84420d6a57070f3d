# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras

x, y = np.ones((8, 3), "float32"), np.ones((8, 1), "float32")

inputs = keras.Input((3,))
features = keras.layers.Dense(4, name="features")(inputs)
model = keras.Model(inputs, keras.layers.Dense(1)(features))
model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
model.predict(x, verbose=0)
model.evaluate(x, y, verbose=0)

before = model.get_layer("features").kernel.numpy()
for layer in model.layers[:-1]:
    layer.trainable = False
model.fit(x, y, verbose=0)
assert np.array_equal(before, model.get_layer("features").kernel)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((model(x) - y) ** 2)
print(tape.gradient(loss, model.trainable_variables))

