# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers


class DenseTranspose(layers.Layer):
    def __init__(self, dense, activation=None):
        super().__init__()
        self.dense = dense
        self.activation = tf.keras.activations.get(activation)

    def build(self, input_shape):
        self.bias = self.add_weight(shape=(self.dense.kernel.shape[0],), name="bias")

    def call(self, x):
        z = tf.matmul(x, self.dense.kernel, transpose_b=True)
        return self.activation(z + self.bias)


dense = layers.Dense(3, activation="selu")
ae = tf.keras.Sequential([layers.Input((7,)), dense, DenseTranspose(dense, "sigmoid")])
initial = tf.Variable(tf.transpose(dense.kernel.value), trainable=False)
x = tf.random.uniform((20, 7))
opt = tf.keras.optimizers.Nadam(1e-2)
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.keras.losses.binary_crossentropy(x, ae(x)))
    grads = tape.gradient(loss, ae.trainable_variables)
    opt.apply_gradients(zip(grads, ae.trainable_variables))
print(float(tf.norm(tf.transpose(dense.kernel.value) - initial)))
