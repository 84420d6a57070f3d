# outcome: flows
import tensorflow as tf
from tensorflow import keras


class SparsityPenalty(keras.layers.Layer):
    """Pays for the size of what is on; the count is for the log."""

    def __init__(self, rate=1e-2, **kwargs):
        super().__init__(**kwargs)
        self.rate = rate
        self.active = keras.metrics.Mean(name="active")

    def call(self, inputs):
        active = tf.cast(inputs > 0.0, tf.float32)
        self.active.update_state(tf.reduce_mean(active))
        self.add_loss(self.rate * tf.reduce_mean(active * inputs))
        return inputs


class Balanced(keras.layers.Layer):
    """How evenly a router shares, with the shares themselves counted."""

    def __init__(self, experts=4):
        super().__init__()
        self.experts = experts
        self.router = keras.layers.Dense(experts)

    def call(self, inputs):
        probabilities = tf.nn.softmax(self.router(inputs))
        share = tf.reduce_mean(tf.one_hot(tf.argmax(probabilities, axis=-1), self.experts), axis=0)
        self.add_loss(tf.reduce_sum(share * tf.reduce_mean(probabilities, axis=0)))
        self.add_loss(tf.reduce_mean(tf.square(tf.stop_gradient(probabilities) - 0.25)))
        return inputs * tf.reduce_max(probabilities, axis=-1, keepdims=True)


model = keras.Sequential(
    [keras.Input((3,)), keras.layers.Dense(8), SparsityPenalty(), Balanced(), keras.layers.Dense(1)]
)
model.compile(optimizer="sgd", loss="mse")
model.fit(tf.random.normal([8, 3]), tf.random.normal([8, 1]), verbose=0)
