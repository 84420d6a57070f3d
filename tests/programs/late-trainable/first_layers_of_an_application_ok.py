# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras

base = keras.applications.MobileNetV2(
    include_top=False, weights=None, input_shape=(32, 32, 3), alpha=0.35
)
head = keras.Sequential([keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(1)])
model = keras.Model(base.input, head(base.output))
for layer in model.layers[:15]:
    layer.trainable = False
model.compile(optimizer="sgd", loss="mse")
before = head.trainable_variables[0].numpy()
model.fit(np.random.rand(2, 32, 32, 3), np.ones((2, 1)), verbose=0)
assert np.any(before != head.trainable_variables[0].numpy())
