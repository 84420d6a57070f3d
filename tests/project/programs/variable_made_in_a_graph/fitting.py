import tensorflow as tf
from schedules import Rise


class Fitting:
    def __init__(self, weight, optimizer):
        self.weight, self.optimizer = weight, optimizer

    @tf.function
    def step(self, x):
        rise = Rise(5.0)  # error: [fresh-variable]
        with tf.GradientTape() as tape:
            loss = tf.square(self.weight * x - 1.0) * rise()
        grads = tape.gradient(loss, [self.weight])
        self.optimizer.apply_gradients(zip(grads, [self.weight]))
        return loss
