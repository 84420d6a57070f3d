# outcome: part
import tensorflow as tf
from tensorflow.keras import layers


class MoE(tf.keras.layers.Layer):
    def __init__(self, n_experts, units):
        super().__init__()
        self.n_experts = n_experts
        self.router = layers.Dense(n_experts)
        self.experts = [layers.Dense(units, activation="relu") for _ in range(n_experts)]

    def route(self, x):
        winner = tf.argmax(self.router(x), axis=-1)  # warning: [non-differentiable-op]
        return tf.one_hot(winner, self.n_experts)

    def call(self, x):
        gate = self.route(x)
        outs = tf.stack([expert(x) for expert in self.experts], axis=1)
        return tf.einsum("be,beu->bu", gate, outs)


model = tf.keras.Sequential([MoE(3, 8), layers.Dense(1)])
opt = tf.keras.optimizers.Adam(1e-3)
x, y = tf.random.normal((16, 4)), tf.random.normal((16, 1))
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - y) ** 2)
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
