# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras

embed = keras.layers.Dense(4, activation="tanh", name="embed")
fixed = keras.layers.Dense(4, trainable=False)


class Scorer(keras.Model):
    """What it borrows is asked for beside its own weights, held under a name, or fixed."""

    def __init__(self, held=None):
        super().__init__()
        self.held = held
        self.top = keras.layers.Dense(1)

    def call(self, inputs):
        return self.top(embed(inputs) + fixed(inputs))


x = np.random.default_rng(0).normal(size=(16, 3)).astype("float32")
scorer = Scorer()
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(scorer(x) - x[:, :1]))
weights = scorer.trainable_variables + embed.trainable_variables
print([float(tf.norm(g)) for g in tape.gradient(loss, weights)])

owner = Scorer(embed)
owner(x[:1])
before = embed.get_weights()[0]
owner.compile("sgd", "mse")
owner.fit(x, x[:, :1], verbose=0)
assert np.any(embed.get_weights()[0] != before)
