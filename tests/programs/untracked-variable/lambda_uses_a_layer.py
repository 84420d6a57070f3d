# outcome: flows
import numpy as np
import tensorflow as tf

project = tf.keras.layers.Dense(4, activation="tanh")
project.build((None, 3))  # or: [untracked-variable]

inputs = tf.keras.Input((3,))
hidden = tf.keras.layers.Lambda(lambda x: project(x), output_shape=(4,))(inputs)  # warning: [untracked-variable]
model = tf.keras.Model(inputs, tf.keras.layers.Dense(1)(hidden))
model.compile(optimizer="sgd", loss="mse")
before = project.get_weights()[0]
model.fit(np.ones((8, 3)), np.zeros((8, 1)), epochs=2, verbose=0)
assert (project.get_weights()[0] == before).all()
