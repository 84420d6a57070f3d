# outcome: flows
import tensorflow as tf
from tensorflow import keras


class WeightNormDense(keras.layers.Dense):
    def build(self, input_shape):
        super().build(input_shape)
        self.g = self.add_weight(name="g", shape=(self.units,), initializer="ones")

    def call(self, inputs):
        v = self.kernel
        w = self.g * v / tf.norm(v, axis=0)
        out = tf.matmul(inputs, w)
        if self.use_bias:
            out = tf.nn.bias_add(out, self.bias)
        return out


class NoisyDense(keras.layers.Dense):
    def call(self, inputs, training=False):
        out = super().call(inputs)
        if training:
            out += 0.01 * tf.random.normal(tf.shape(out))
        return out


a, b = WeightNormDense(6), NoisyDense(1)
x = tf.random.normal([10, 3])
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((b(tf.nn.relu(a(x)), training=True) - x[:, :1]) ** 2)
    for layer, grads in zip((a, b), tape.gradient(loss, [a.trainable_variables, b.trainable_variables])):
        for v, g in zip(layer.trainable_variables, grads):
            v.assign_sub(0.1 * g)
print(loss.numpy())
