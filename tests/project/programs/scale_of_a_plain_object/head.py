import keras
from scale import Scale


class Scaled(keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.body = keras.layers.Dense(classes)
        self.scale = Scale(classes)  # warning: [untracked-variable]

    def call(self, x):
        return self.scale(self.body(x))
