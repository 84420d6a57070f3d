# outcome: raises ValueError
import tensorflow as tf


class Upsample(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.conv = tf.keras.layers.Conv2D(2, 1)

    def call(self, image, size, method="nearest", training=None):
        return tf.image.resize(self.conv(image), size, method)


net = Upsample()
with tf.GradientTape() as tape:
    image = net(tf.ones([1, 2, 2, 3]), [4, 4], "bilinear")  # error: [refused-argument]
    loss = tf.reduce_mean(image)
grads = tape.gradient(loss, net.trainable_variables)
