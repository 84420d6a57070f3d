# outcome: raises TypeError
import numpy as np
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
model.compile("sgd", "mse")
x, y = np.random.rand(8, 3), np.random.rand(8, 1)

with tf.GradientTape() as tape:
    loss = model.evaluate(x, y, verbose=0)  # error: [leaves-tensorflow]
try:
    print(tape.gradient(loss, model.trainable_variables))
except (TypeError, AttributeError) as error:
    print(type(error), error)
    raise
