# outcome: raises ValueError
import tensorflow as tf


class Model(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.a = tf.keras.layers.Dense(4)
        self.b = tf.keras.layers.Dense(1)

    def call(self, x):
        return self.b(self.a(x))


class Trainer:
    def __init__(self, model):
        self.model = model
        self.variables = list(model.trainable_variables)  # error: [foreign-sources]
        self.opt = tf.keras.optimizers.SGD(0.1)

    def step(self, x):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(self.model(x) ** 2)
        grads = tape.gradient(loss, self.variables)  # or: [foreign-sources]
        self.opt.apply_gradients(zip(grads, self.variables))


Trainer(Model()).step(tf.ones((2, 3)))
