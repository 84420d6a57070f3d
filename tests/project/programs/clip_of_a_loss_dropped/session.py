import tensorflow as tf


class Session:
    def __init__(self, model, loss):
        self.model, self.loss = model, loss
        self.optimizer = tf.keras.optimizers.Adam(0.01)

    def step(self, x, y):
        with tf.GradientTape() as tape:
            value = self.loss(y, self.model(x))  # warning: [discarded-result]
        weights = self.model.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(value, weights), weights))
        return float(value)
