from keras import layers
from parts import stack


class Block(layers.Layer):
    def __init__(self, width):
        super().__init__()
        self.width = width
        self.after = stack(2 * width, width)

    def call(self, x):
        return x + self.after(stack(8, self.width)(x))  # warning: [fresh-variable]
