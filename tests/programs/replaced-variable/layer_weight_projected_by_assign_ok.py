# outcome: flows
import keras
import tensorflow as tf


class UnitNormDense(keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, shape):
        self.w = self.add_weight(shape=(shape[-1], self.units), name="w")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros", name="b")

    def project(self):
        self.w.assign(tf.math.l2_normalize(self.w.value, axis=0))

    def call(self, x):
        w = tf.math.l2_normalize(self.w.value, axis=0)
        return x @ w + self.b


layer = UnitNormDense(3)
opt = keras.optimizers.SGD(0.1)
x, y = tf.random.normal((10, 4)), tf.random.normal((10, 3))
layer(x)
for epoch in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((layer(x) - y) ** 2)
    grads = tape.gradient(loss, layer.trainable_variables)
    opt.apply_gradients(zip(grads, layer.trainable_variables))
    layer.project()
    print(epoch, [g is not None for g in grads])
