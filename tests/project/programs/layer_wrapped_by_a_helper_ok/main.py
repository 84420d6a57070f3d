# outcome: flows
import keras
import numpy as np
from towers import pair

keras.utils.set_random_seed(1)
rng = np.random.default_rng(1)
a, b = rng.normal(size=(2, 16, 3)).astype("float32")
y = (a * b).sum(axis=1, keepdims=True)
model, projection = pair(3)
model.compile(optimizer="adam", loss="mse")
before = projection.get_weights()[0].copy()
model.fit([a, b], y, epochs=2, verbose=0)
assert np.any(before != projection.get_weights()[0]), "the projection is as it was"
