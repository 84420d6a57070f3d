# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow.keras.layers import Conv2D


class CA(tf.keras.Model):
    def __init__(self, channels=6, fire_rate=0.5):
        super().__init__()
        self.channels, self.fire_rate = channels, fire_rate
        self.dmodel = tf.keras.Sequential([Conv2D(16, 1, activation=tf.nn.relu), Conv2D(channels, 1, kernel_initializer="glorot_uniform")])
        self(tf.zeros([1, 3, 3, channels]))

    @tf.function
    def perceive(self, x, angle=0.0):
        identify = np.outer([0, 1, 0], [0, 1, 0]).astype("float32")
        dx = np.outer([1, 2, 1], [-1, 0, 1]).astype("float32") / 8.0
        c, s = tf.cos(angle), tf.sin(angle)
        kernel = tf.stack([identify, c * dx - s * dx.T, s * dx + c * dx.T], -1)[:, :, None, :]
        kernel = tf.repeat(kernel, self.channels, 2)
        return tf.nn.depthwise_conv2d(x, kernel, [1, 1, 1, 1], "SAME")

    def call(self, x, step_size=1.0):
        alive = tf.nn.max_pool2d(x[:, :, :, 3:4], 3, 1, "SAME") > 0.1
        y = self.perceive(x)
        dx = self.dmodel(y) * step_size
        update = tf.random.uniform(tf.shape(x[:, :, :, :1])) <= self.fire_rate
        x += dx * tf.cast(update, tf.float32)
        return x * tf.cast(alive, tf.float32)


ca = CA()
seed = np.zeros([2, 7, 7, 6], np.float32)
seed[:, 3, 3, 3:] = 1.0
target = tf.random.uniform([1, 7, 7, 4])
trainer = tf.keras.optimizers.Adam(2e-3)
for i in range(2):
    x = tf.constant(seed)
    with tf.GradientTape() as g:
        for _ in range(int(np.random.randint(2, 5))):
            x = ca(x)
        loss = tf.reduce_mean(tf.square(x[..., :4] - target))
    grads = g.gradient(loss, ca.weights)
    grads = [gr / (tf.norm(gr) + 1e-8) for gr in grads]
    trainer.apply_gradients(zip(grads, ca.weights))
print(loss.numpy())
