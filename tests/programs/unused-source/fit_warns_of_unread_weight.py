# outcome: part
import keras
from keras import layers, ops


class ScaledDense(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), name="w")
        self.log_scale = self.add_weight(shape=(), initializer="zeros", name="log_scale")  # warning: [unused-source]

    def call(self, x):
        return ops.matmul(x, self.w)


model = keras.Sequential([layers.Input((4,)), ScaledDense(3), layers.ReLU(), layers.Dense(1)])
model.compile("sgd", "mse")
model.fit(keras.random.normal((16, 4)), keras.random.normal((16, 1)), epochs=1, verbose=0)
