# outcome: none
"""One method for training and validation: the gradient is asked for only where the flag is on."""
import tensorflow as tf


class Agent:
    def __init__(self, network):
        self.network = network
        self.optimizer = tf.keras.optimizers.Adam(0.01)

    def step(self, x, y, iteration=0, training=False):
        with tf.GradientTape() as tape:
            guess = tf.round(self.network(x))  # error: [non-differentiable-op]
            loss = tf.reduce_mean(tf.square(guess - y))
        if training:
            weights = self.network.trainable_variables
            gradients = tape.gradient(loss, weights)
            if gradients[0] is not None:
                self.optimizer.apply_gradients(zip(gradients, weights))
        return loss


# used: net = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
# used: Agent(net).step(tf.ones((4, 2)), tf.zeros((4, 1)), training=True)
