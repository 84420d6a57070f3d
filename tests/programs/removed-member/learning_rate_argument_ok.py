# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras

rate = keras.optimizers.schedules.ExponentialDecay(1e-3, 100, 0.9)
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
adam = keras.optimizers.Adam(learning_rate=rate, clipnorm=1.0, weight_decay=1e-4)
model.compile(adam, loss="mse")
model.fit(np.ones((8, 4)), np.ones((8, 1)), verbose=0)
model.optimizer = keras.optimizers.SGD(momentum=0.9, nesterov=True, global_clipnorm=1.0)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(model(tf.ones((2, 4))) ** 2)
grads = tape.gradient(loss, model.trainable_variables)
model.optimizer.apply_gradients(zip(grads, model.trainable_variables))
