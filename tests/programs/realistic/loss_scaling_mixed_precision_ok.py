# outcome: flows
import numpy as np
import tensorflow as tf


class DynamicScale:
    """Doubles after a run of finite steps, halves on overflow."""

    def __init__(self, initial=1024, growth_interval=2):
        self.scale = initial
        self.growth_interval = growth_interval
        self.good = 0

    def update(self, finite):
        if not finite:
            self.scale, self.good = max(1, self.scale // 2), 0
            return
        self.good += 1
        if self.good % self.growth_interval == 0:
            self.scale *= 2


w = tf.Variable(tf.random.normal((4, 1), seed=0))
b = tf.Variable(tf.zeros((1,)))
opt = tf.keras.optimizers.SGD(0.05)
scaler = DynamicScale()
x = np.random.rand(16, 4)
y = x @ np.array([[1.0], [2.0], [-1.0], [0.5]])

for step in range(4):
    with tf.GradientTape() as tape:
        half_x = tf.cast(x, tf.float16)
        pred = tf.matmul(half_x, tf.cast(w, tf.float16)) + tf.cast(b, tf.float16)
        loss = tf.reduce_mean((tf.cast(pred, tf.float32) - tf.cast(y, tf.float32)) ** 2)
        scaled = loss * tf.cast(scaler.scale, tf.float32)
    grads = [g / scaler.scale for g in tape.gradient(scaled, [w, b])]
    finite = all(bool(tf.reduce_all(tf.math.is_finite(g))) for g in grads)
    if finite:
        opt.apply_gradients(zip(grads, [w, b]))
    scaler.update(finite)
    print(step, scaler.scale, round(loss.numpy().item(), 4))
