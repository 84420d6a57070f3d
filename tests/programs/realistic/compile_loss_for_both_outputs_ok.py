# outcome: flows
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

inputs = keras.Input((6,))
shared = layers.Dense(12, activation="relu")(inputs)
price = layers.Dense(1, name="price")(shared)
rating = layers.Dense(5, activation="softmax", name="rating")(shared)
model = keras.Model(inputs, [price, rating])
model.compile(
    optimizer="adam",
    loss=["mse", "sparse_categorical_crossentropy"],
    loss_weights=[1.0, 0.1],
    metrics=[["mae"], ["accuracy"]],
)

x = np.random.rand(16, 6).astype("float32")
y_price = x.sum(axis=1, keepdims=True)
y_rating = np.random.randint(0, 5, (16, 1))
model.fit(x, [y_price, y_rating], epochs=1, verbose=0)
embedder = keras.Model(inputs, shared)
print(embedder.predict(x[:2], verbose=0).shape)
