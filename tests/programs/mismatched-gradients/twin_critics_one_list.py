# outcome: flows raises AssertionError
import tensorflow as tf
from tensorflow import keras


def make_critic():
    return keras.Sequential(
        [keras.Input((6,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)]
    )


class Twins:
    def __init__(self):
        self.one, self.two = make_critic(), make_critic()
        self.old = make_critic()
        self.old.set_weights(self.one.get_weights())
        self.opt_one, self.opt_two = keras.optimizers.Adam(1e-2), keras.optimizers.Adam(1e-2)
        self.opt_two.build(self.one.trainable_variables)

    @tf.function
    def update(self, x, reward):
        goal = reward + 0.9 * self.old(x)
        with tf.GradientTape() as first, tf.GradientTape() as second:
            loss_one = tf.reduce_mean(tf.square(goal - self.one(x)))
            loss_two = tf.reduce_mean(tf.square(goal - self.two(x)))
        grads_one = first.gradient(loss_one, self.one.trainable_variables)
        grads_two, _ = tf.clip_by_global_norm(
            second.gradient(loss_two, self.two.trainable_variables), 1.0
        )
        self.opt_one.apply_gradients(zip(grads_one, self.one.trainable_variables))
        self.opt_two.apply_gradients(zip(grads_two, self.one.trainable_variables))  # warning: [mismatched-gradients]


twins = Twins()
before = twins.two.get_weights()
for _ in range(3):
    twins.update(tf.random.normal((8, 6)), tf.ones((8, 1)))
moved = any((a != b).any() for a, b in zip(before, twins.two.get_weights()))
assert moved, "the second critic didn't learn anything"
