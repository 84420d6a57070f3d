# outcome: flows
import tensorflow as tf


class PixelShuffle(tf.keras.layers.Layer):
    def __init__(self, factor):
        super().__init__()
        self.factor = factor

    def build(self, shape):
        self.scale = self.add_weight(shape=(shape[-1] // self.factor**2,), initializer="ones")

    def call(self, x):
        batch, height, width = tf.shape(x)[0], x.shape[1], x.shape[2]
        channels = x.shape[-1] // self.factor**2
        half = tf.shape(x)[1] // 2
        x = tf.nn.depth_to_space(x, self.factor)
        x = tf.reshape(x, (batch, height * self.factor, width * self.factor, channels))
        return x[:, half:] * self.scale


net = tf.keras.Sequential([tf.keras.layers.Conv2D(8, 3, padding="same"), PixelShuffle(2)])
image = tf.random.normal((2, 6, 6, 1))
steps_per_epoch = 40 // 20

for step in range(steps_per_epoch):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(net(image) ** 2) / (step // 2 + 1)
    grads = tape.gradient(loss, net.trainable_variables)
    print(step, [g.shape for g in grads])
