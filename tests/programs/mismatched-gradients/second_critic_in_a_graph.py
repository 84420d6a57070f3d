# outcome: flows
import tensorflow as tf
from tensorflow import keras


def critic():
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, "tanh"), keras.layers.Dense(1)])


class Twins:
    def __init__(self):
        self.one, self.two = critic(), critic()
        self.first, self.second = keras.optimizers.Adam(0.01), keras.optimizers.Adam(0.01)

    @tf.function
    def update(self, states, values):
        with tf.GradientTape(persistent=True) as tape:
            loss_one = tf.reduce_mean(tf.square(values - self.one(states)))
            loss_two = tf.reduce_mean(tf.square(values - self.two(states)))
        for_one = tape.gradient(loss_one, self.one.trainable_variables)
        for_two = tape.gradient(loss_two, self.two.trainable_variables)
        self.first.apply_gradients(zip(for_one, self.one.trainable_variables))
        self.second.apply_gradients(zip(for_two, self.one.trainable_variables))  # warning: [mismatched-gradients]


twins = Twins()
twins.first.build(twins.one.trainable_variables)
twins.second.build(twins.one.trainable_variables)
before = [w.copy() for w in twins.two.get_weights()]
for _ in range(4):
    twins.update(tf.random.normal((8, 3)), tf.ones((8, 1)))
assert all((a == b).all() for a, b in zip(before, twins.two.get_weights()))
