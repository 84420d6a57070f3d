import tensorflow as tf
from schedules import Rise


class Fitting:
    def __init__(self, weight, optimizer):
        self.weight, self.optimizer = weight, optimizer
        self.rise = Rise(5.0)

    @tf.function
    def step(self, x):
        rise = self.rise
        with tf.GradientTape() as tape:
            loss = tf.square(self.weight * x - 1.0) * rise()
        grads = tape.gradient(loss, [self.weight])
        self.optimizer.apply_gradients(zip(grads, [self.weight]))
        return loss
