# outcome: flows raises ValueError
import numpy as np
import tensorflow as tf
from tensorflow import keras

x, y = np.ones((8, 3), "float32"), np.ones((8, 1), "float32")

base = keras.layers.Dense(4)
model = keras.Sequential([keras.Input((3,)), base, keras.layers.Dense(1)])
optimizer = keras.optimizers.SGD(0.1)


def step():
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - y) ** 2)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))  # error: [mismatched-gradients]


base.trainable = False
step()
base.trainable = True
step()
