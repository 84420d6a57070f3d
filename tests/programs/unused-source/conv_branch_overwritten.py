# outcome: part
import tensorflow as tf
from tensorflow.keras import layers


class Inception(layers.Layer):
    def __init__(self, f):
        super().__init__()
        self.b1 = layers.Conv2D(f, 1, padding="same")
        self.b3 = layers.Conv2D(f, 3, padding="same")
        self.b5 = layers.Conv2D(f, 5, padding="same")

    def call(self, x):
        y1 = self.b1(x)
        y3 = self.b3(x)  # or: [unused-source]
        y3 = self.b5(x)  # warning: [unused-source]
        return tf.concat([y1, y3], axis=-1)


block = Inception(2)
img = tf.random.uniform((1, 6, 6, 3))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(block(img) ** 2)
grads = tape.gradient(loss, block.trainable_weights)
print([g is None for g in grads])
