# outcome: flows raises AssertionError
import tensorflow as tf
from tensorflow import keras


class Registry:
    """Keeps experts by their names."""

    def __init__(self):
        self.experts = {}

    def add(self, name, expert):
        self.experts[name] = expert
        return expert


class Mixture(keras.layers.Layer):
    def __init__(self, names, units):
        super().__init__()
        self.registry = Registry()  # warning: [untracked-variable]
        for name in names:
            self.registry.add(name, keras.layers.Dense(units, activation="tanh"))
        self.gate = keras.layers.Dense(len(names), activation="softmax")

    def call(self, inputs):
        found = tf.stack([expert(inputs) for expert in self.registry.experts.values()], axis=-1)
        return tf.reduce_sum(found * self.gate(inputs)[:, tf.newaxis], axis=-1)


mixture = Mixture(["near", "far"], 3)
x = tf.random.normal((6, 4))
mixture(x)


@tf.function
def step():
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(mixture(x) - 0.3))
    weights = mixture.trainable_variables
    return list(zip(tape.gradient(loss, weights), weights))


optimizer = keras.optimizers.Adam(0.1)
pairs = step()
optimizer.apply_gradients(zip([gradient for gradient, _ in pairs], mixture.trainable_variables))
assert len(mixture.trainable_variables) == 6, "the experts learn nothing"
