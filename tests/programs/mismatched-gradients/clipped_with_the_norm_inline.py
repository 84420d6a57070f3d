# outcome: raises InvalidArgumentError
"""A class that clips right where it applies."""
import tensorflow as tf


class Trainer:
    def __init__(self, weights, limit):
        self.weights, self.limit = weights, limit
        self.optimizer = tf.keras.optimizers.Adam(0.1)

    def apply(self, grads):
        self.optimizer.apply_gradients(  # or: [mismatched-gradients]
            zip(tf.clip_by_global_norm(grads, self.limit), self.weights)  # error: [mismatched-gradients]
        )

    def fit(self, x, passes):
        for _ in range(passes):
            with tf.GradientTape() as tape:
                a, b = self.weights
                loss = tf.reduce_sum((x @ a + b) ** 2)
            self.apply(tape.gradient(loss, self.weights))


trainer = Trainer([tf.Variable(tf.ones((3, 2))), tf.Variable(tf.zeros(2))], 1.0)
trainer.fit(tf.ones((4, 3)), 2)
