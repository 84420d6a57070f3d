# outcome: part
import keras
import tensorflow as tf


class TwoHeads(keras.Model):
    def __init__(self):
        super().__init__()
        self.trunk = keras.layers.Dense(8, activation="tanh")
        self.value_head = keras.layers.Dense(1)
        self.aux_head = keras.layers.Dense(1)

    def call(self, x):
        h = self.trunk(x)
        return {"value": self.value_head(h), "aux": self.aux_head(h)}  # or: [unused-source]


def objective(outputs, y):
    main = tf.reduce_mean(tf.square(outputs["value"] - y))
    aux = tf.reduce_mean(tf.square(outputs["value"] - tf.abs(y)))  # or: [unused-source]
    return main + 0.5 * aux  # warning: [unused-source]


m = TwoHeads()
x, y = tf.random.normal((8, 3)), tf.random.normal((8, 1))
opt = keras.optimizers.Adam()
for _ in range(2):
    with tf.GradientTape() as tape:
        out = m(x)  # or: [unused-source]
        loss = objective(out, y)
    grads = tape.gradient(loss, m.trainable_variables)
    opt.apply_gradients(zip(grads, m.trainable_variables))
