# outcome: none raises ValueError
import tensorflow as tf


class SparseCoder:
    def __init__(self, atoms=6, dim=4):
        self.dictionary = tf.random.normal((atoms, dim))
        self.code = tf.Variable(tf.random.uniform((1, atoms)))
        self.opt = tf.keras.optimizers.SGD(0.1)

    def l0(self):
        return tf.cast(tf.math.count_nonzero(self.code), tf.float32)  # error: [non-differentiable-op]

    def objective(self, signal):
        penalty = self.l0()
        return 0.1 * penalty + tf.reduce_sum(signal) * 0.0

    def fit(self, signal, steps=2):
        for _ in range(steps):
            with tf.GradientTape() as tape:
                value = self.objective(signal)
            grad = tape.gradient(value, self.code)
            self.opt.apply_gradients([(grad, self.code)])


SparseCoder().fit(tf.ones((1, 4)))
