from keras import layers
from parts import stack


class Block(layers.Layer):
    def __init__(self, width):
        super().__init__()
        self.width = width
        self.after = stack(2 * width, width)
        self.before = stack(8, width)

    def call(self, x):
        return x + self.after(self.before(x))
