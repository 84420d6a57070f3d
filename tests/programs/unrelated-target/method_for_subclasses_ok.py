# outcome: flows
# used: class Fitted(Physics):
# used:     def loss(self):
# used:         return tf.reduce_mean(self.model(tf.ones((4, 1))) ** 2)
# used: model = tf.keras.Sequential([tf.keras.Input((1,)), tf.keras.layers.Dense(1)])
# used: Fitted(model).step(tf.keras.optimizers.Adam())
import tensorflow as tf


class Physics:
    def __init__(self, model):
        self.model = model

    def loss(self):
        pass

    def step(self, optimizer):
        with tf.GradientTape() as tape:
            loss = self.loss()
        gradients = tape.gradient(loss, self.model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, self.model.trainable_variables))
        return loss
