# outcome: none
import tensorflow as tf
from tensorflow import keras


class SparsityPenalty(keras.layers.Layer):
    """Pays for each unit that is on, and counting has no slope."""

    def __init__(self, rate=1e-2, **kwargs):
        super().__init__(**kwargs)
        self.rate = rate

    def call(self, inputs):
        active = tf.cast(inputs > 0.0, tf.float32)  # warning: [non-differentiable-op]
        self.add_loss(self.rate * tf.reduce_mean(active))
        return inputs


model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(8), SparsityPenalty(), keras.layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")
model.fit(tf.random.normal([8, 3]), tf.random.normal([8, 1]), verbose=0)


# used: with tf.GradientTape() as tape:
# used:     model(tf.random.normal([8, 3]))
# used:     penalty = sum(model.losses)
# used: print(tape.gradient(penalty, model.trainable_variables))
