# outcome: flows
import numpy as np
import tensorflow as tf


class PrunedDense(tf.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.w = tf.Variable(tf.random.normal([n_in, n_out]) * 0.5)
        self.mask = tf.Variable(tf.ones([n_in, n_out]), trainable=False)

    def prune(self, fraction):
        magnitude = np.abs(self.w.numpy())
        threshold = np.quantile(magnitude, fraction)
        self.mask.assign(tf.cast(tf.abs(self.w) > threshold, tf.float32))

    def __call__(self, x):
        self.w.assign(self.w * self.mask)
        return x @ (self.w * self.mask)

    @property
    def sparsity(self):
        return 1.0 - float(tf.reduce_mean(self.mask))


net = [PrunedDense(5, 8), PrunedDense(8, 1)]
params = [layer.w for layer in net]
x = tf.random.normal((20, 5))
y = tf.reduce_max(x, axis=1, keepdims=True)
opt = tf.keras.optimizers.SGD(0.02)
for epoch, fraction in enumerate([0.0, 0.3, 0.6]):
    for layer in net:
        layer.prune(fraction)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((net[1](tf.nn.relu(net[0](x))) - y) ** 2)
    grads = tape.gradient(loss, params)
    opt.apply_gradients(zip(grads, params))
    print(epoch, float(loss), [round(layer.sparsity, 2) for layer in net])
