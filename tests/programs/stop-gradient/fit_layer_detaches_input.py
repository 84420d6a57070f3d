# outcome: part
import keras
from keras import ops
import tensorflow as tf


@keras.saving.register_keras_serializable()
class FrozenFeatures(keras.layers.Layer):
    def __init__(self, detach=True, **kwargs):
        super().__init__(**kwargs)
        self.detach = detach

    def call(self, x):
        return ops.stop_gradient(x) if self.detach else x  # warning: [stop-gradient]

    def get_config(self):
        return {**super().get_config(), "detach": self.detach}


inputs = keras.Input((5,))
x = keras.layers.Dense(7, activation="silu", name="features")(inputs)
x = FrozenFeatures(name="gate")(x)
outputs = keras.layers.Dense(1, name="head")(x)
model = keras.Model(inputs, outputs)
model.compile("adam", "mse")
X, Y = tf.random.normal((8, 5)), tf.random.normal((8, 1))
with tf.GradientTape() as tape:
    loss = ops.mean(ops.square(model(X) - Y))
gs = tape.gradient(loss, model.trainable_variables)
print({v.path: g is None for v, g in zip(model.trainable_variables, gs)})
