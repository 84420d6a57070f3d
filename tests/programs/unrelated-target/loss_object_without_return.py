# outcome: raises ValueError
import numpy as np
import keras
from keras import ops


class Sharp(keras.losses.Loss):
    def __init__(self, power):
        super().__init__()
        self.power = power

    def call(self, y_true, y_pred):
        apart = ops.abs(ops.cast(y_true, y_pred.dtype) - y_pred)
        self.latest = ops.mean(ops.power(apart, self.power), axis=-1)  # error: [unrelated-target]


model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
model.compile("sgd", Sharp(1.5))
model.fit(np.ones((4, 3), "float32"), np.zeros((4, 1), "float32"), verbose=0)
