# outcome: none raises ValueError
import numpy as np
import tensorflow as tf
from tensorflow import keras

X = np.random.rand(32, 3).astype("float32")
Y = X @ np.array([[1.0], [2.0], [-1.0]], dtype="float32")

model = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
mse = keras.losses.MeanSquaredError()
optimizer = keras.optimizers.SGD(learning_rate=0.01)

for epoch in range(3):
    predictions = model(X)  # error: [outside-tape]
    with tf.GradientTape() as tape:
        loss = mse(Y, predictions)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    print(f"epoch {epoch}: {loss:.4f}")
