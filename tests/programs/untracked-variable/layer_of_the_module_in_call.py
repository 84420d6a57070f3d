# outcome: flows raises AssertionError
import numpy as np
from tensorflow import keras

embed = keras.layers.Dense(4, activation="tanh", name="embed")


class Scorer(keras.Model):
    def __init__(self):
        super().__init__()
        self.top = keras.layers.Dense(1)

    def call(self, inputs):
        hidden = embed(inputs)  # warning: [untracked-variable]
        return self.top(hidden)


scorer = Scorer()
x = np.random.default_rng(0).normal(size=(16, 3))
scorer(x[:1])
before = embed.get_weights()[0]
scorer.compile("sgd", "mse")
scorer.fit(x, x[:, :1], verbose=0)
assert np.any(embed.get_weights()[0] != before)
