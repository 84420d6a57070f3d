# outcome: none
import keras
import tensorflow as tf


class Pair:
    def __init__(self, make):
        self.pupil, self.master = make(), make()
        self.master.set_weights(self.pupil.get_weights())
        self.optimizer = keras.optimizers.Adam(0.01)

    def agreement(self, x):
        quiet = tf.stop_gradient(self.master(x))  # or: [stop-gradient]
        return tf.reduce_mean(tf.abs(self.pupil(x) - quiet))

    def step(self, x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.pupil(x) - y)) + self.agreement(x)
        weights = self.master.trainable_variables  # error: [foreign-sources]
        grads = tape.gradient(loss, weights)  # or: [foreign-sources]
        given = [(g, w) for g, w in zip(grads, weights) if g is not None]
        if given:
            self.optimizer.apply_gradients(given)
        for old, new in zip(self.master.weights, self.pupil.weights):
            old.assign(0.95 * old + 0.05 * new)
        return loss


def network():
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(4), keras.layers.Dense(1)])


pair = Pair(network)
for _ in range(2):
    x = tf.random.normal((8, 3))
    print(float(pair.step(x, tf.reduce_sum(x, axis=1, keepdims=True))))
