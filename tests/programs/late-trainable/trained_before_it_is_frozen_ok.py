# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras

x, y = np.ones((8, 3), "float32"), np.ones((8, 1), "float32")
encoder = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4)])
pretext = keras.Sequential([keras.Input((3,)), encoder, keras.layers.Dense(1)])
pretext.compile("sgd", "mse")
pretext.train_on_batch(x, y)
encoder.trainable = False
head = keras.layers.Dense(1)
model = keras.Sequential([keras.Input((3,)), encoder, head])
model.compile("sgd", "mse")
model.fit(x, y, verbose=0)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((model(x) - y) ** 2)
print(tape.gradient(loss, model.trainable_variables))
