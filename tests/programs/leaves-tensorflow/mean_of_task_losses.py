# outcome: raises AttributeError
import numpy as np
import tensorflow as tf

TASKS = ("age", "sex", "income")


class Multi(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.trunk = tf.keras.layers.Dense(16, activation="relu")
        self.heads = {t: tf.keras.layers.Dense(1) for t in TASKS}
        for name, head in self.heads.items():
            setattr(self, "head_" + name, head)

    def call(self, x):
        z = self.trunk(x)
        return {t: self.heads[t](z) for t in TASKS}


def combine(losses):
    return np.mean(list(losses.values()))  # error: [leaves-tensorflow]


model = Multi()
opt = tf.keras.optimizers.RMSprop()


def step(x, ys):
    with tf.GradientTape() as tape:
        out = model(x)
        losses = {t: tf.reduce_mean((out[t] - ys[t]) ** 2) for t in TASKS}
        total = combine(losses)
    grads = tape.gradient(total, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))


x = tf.random.normal([6, 3])
step(x, {t: tf.random.normal([6, 1]) for t in TASKS})
