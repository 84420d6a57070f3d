# outcome: flows
import numpy as np
import tensorflow as tf
import keras

image_in = keras.Input((8, 8, 1), name="image")
meta_in = keras.Input((3,), name="meta")
conv = keras.layers.Conv2D(2, 3, activation="relu")(image_in)
flat = keras.layers.Flatten()(conv)
meta = keras.layers.Dense(4, activation="relu")(meta_in)
unused_probe = keras.layers.Dense(2, name="probe")(flat)
both = keras.layers.concatenate([flat, meta])
click = keras.layers.Dense(1, activation="sigmoid", name="click")(both)
price = keras.layers.Dense(1, name="price")(both)
model = keras.Model({"image": image_in, "meta": meta_in}, {"click": click, "price": price})
model.compile(
    optimizer=keras.optimizers.Adam(1e-3),
    loss={"click": "binary_crossentropy", "price": keras.losses.Huber()},
    loss_weights={"click": 1.0, "price": 0.2},
    metrics={"click": ["accuracy"]},
)
n = 16
model.fit(
    {"image": np.random.rand(n, 8, 8, 1), "meta": np.random.rand(n, 3)},
    {"click": np.random.randint(0, 2, (n, 1)), "price": np.random.rand(n, 1)},
    epochs=1,
    verbose=0,
)
