# outcome: flows raises AssertionError
"""A trainer that is given another model keeps the graph of the first one."""
import tensorflow as tf


def made():
    return tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])


class Trainer:
    def __init__(self, model):
        self.model = model
        self.optimizer = tf.keras.optimizers.SGD(0.1)

    @tf.function  # warning: [kept-graph]
    def step(self, batch):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self.model(batch) - 1.0) ** 2)
        variables = self.model.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


batch = tf.ones((4, 3))
first, second = made(), made()
trainer = Trainer(first)
trainer.step(batch)
trainer.model = second
trainer.optimizer = tf.keras.optimizers.SGD(0.2)
trainer.step(batch)
assert tf.reduce_any(second.layers[-1].bias != 0.0), "the second one isn't trained"
