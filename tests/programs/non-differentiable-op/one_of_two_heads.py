# outcome: part
import keras
import numpy as np
from keras import layers, ops


def rounded_error(y_true, y_pred):
    return ops.mean(ops.abs(ops.round(y_pred) - y_true))  # warning: [non-differentiable-op]


inputs = keras.Input((6,))
trunk = layers.Dense(8, activation="relu")(inputs)
kind = layers.Dense(3, activation="softmax", name="kind")(trunk)
count = layers.Dense(1, name="count")(trunk)
model = keras.Model(inputs, {"kind": kind, "count": count})
model.compile(
    optimizer="adam",
    loss={"kind": "sparse_categorical_crossentropy", "count": rounded_error},
)
n = 12
model.fit(
    np.random.rand(n, 6),
    {"kind": np.random.randint(0, 3, n), "count": np.random.rand(n, 1) * 9},
    verbose=0,
)
