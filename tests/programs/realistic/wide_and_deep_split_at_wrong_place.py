# outcome: raises InvalidArgumentError
import tensorflow as tf
from tensorflow import keras


class WideDeep(keras.Model):
    def __init__(self):
        super().__init__()
        self.wide = keras.layers.Dense(1, name="wide")
        self.deep = keras.Sequential(
            [keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)], name="deep"
        )

    def call(self, inputs):
        wide_x, deep_x = inputs
        return self.wide(wide_x) + self.deep(deep_x)


model = WideDeep()
wide_opt, deep_opt = keras.optimizers.SGD(0.05), keras.optimizers.SGD(1e-3)
wx, dx, y = tf.random.normal((10, 5)), tf.random.normal((10, 3)), tf.ones((10, 1))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(keras.losses.binary_crossentropy(y, model((wx, dx)), from_logits=True))
wide_vars = model.wide.trainable_variables
deep_vars = model.deep.trainable_variables
grads = tape.gradient(loss, deep_vars + wide_vars)
wide_opt.apply_gradients(zip(grads[: len(wide_vars)], wide_vars))  # error: [mismatched-gradients]
deep_opt.apply_gradients(zip(grads[len(wide_vars) :], deep_vars))  # or: [mismatched-gradients]
