import tensorflow as tf


class Trainer:
    def __init__(self, model, objective, optimizer):
        self.model, self.objective, self.optimizer = model, objective, optimizer

    def step(self, x, y):
        with tf.GradientTape() as tape:
            loss = self.objective(y, self.model(x, training=True))
        variables = self.model.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss
