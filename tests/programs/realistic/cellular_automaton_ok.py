# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow.keras.layers import Conv2D

CH = 6
identity = np.float32([0, 1, 0])
dx = np.outer([1, 2, 1], [-1, 0, 1]).astype("float32") / 8.0
filters = np.stack([np.outer(identity, identity), dx, dx.T], -1)[:, :, None, :]
perceive_kernel = tf.constant(np.repeat(filters, CH, 2))


class CAModel(tf.keras.Model):
    def __init__(self, fire_rate=0.5):
        super().__init__()
        self.fire_rate = fire_rate
        self.dmodel = tf.keras.Sequential(
            [Conv2D(16, 1, activation="relu"), Conv2D(CH, 1, kernel_initializer="zeros")]
        )
        self(tf.zeros([1, 3, 3, CH]))

    @tf.function
    def call(self, x, fire_rate=None, step_size=1.0):
        alive = tf.nn.max_pool2d(x[..., 3:4], 3, 1, "SAME") > 0.1
        y = tf.nn.depthwise_conv2d(x, perceive_kernel, [1, 1, 1, 1], "SAME")
        dx = self.dmodel(y) * step_size
        update = tf.random.uniform(tf.shape(x[:, :, :, :1])) <= (fire_rate or self.fire_rate)
        x = x + dx * tf.cast(update, tf.float32)
        still = tf.nn.max_pool2d(x[..., 3:4], 3, 1, "SAME") > 0.1
        return x * tf.cast(alive & still, tf.float32)


ca = CAModel()
seed = np.zeros((1, 9, 9, CH), np.float32)
seed[:, 4, 4, 3:] = 1.0
target = tf.random.uniform((9, 9, 4))
trainer = tf.keras.optimizers.Adam(2e-3)
for i in range(2):
    x = tf.constant(seed)
    with tf.GradientTape() as g:
        for _ in tf.range(int(np.random.randint(3, 5))):
            x = ca(x)
        loss = tf.reduce_mean((x[..., :4] - target) ** 2)
    grads = g.gradient(loss, ca.weights)
    grads = [d / (tf.norm(d) + 1e-8) for d in grads]
    trainer.apply_gradients(zip(grads, ca.weights))
