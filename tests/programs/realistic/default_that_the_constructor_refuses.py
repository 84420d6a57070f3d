# outcome: none
"""A constructor that refuses its own default: whoever uses the class gives another kind."""
import tensorflow as tf


class Sharpener:
    def __init__(self, kind="unsharp_mask"):
        if kind == "unsharp":
            self.amount = 1.5
        elif kind == "laplace":
            self.amount = 3.0
        else:
            raise ValueError(kind)

    def slope(self, pixels):
        pixels = tf.Variable(pixels)
        with tf.GradientTape() as tape:
            levels = pixels // 0.25  # error: [floor-division]
            loss = tf.reduce_sum(tf.sqrt(levels + 1.0))
        return tape.gradient(loss, pixels)


# used: Sharpener("laplace").slope([0.2, 0.9])
