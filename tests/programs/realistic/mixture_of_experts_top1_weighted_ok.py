# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers


class MoE(tf.keras.layers.Layer):
    def __init__(self, n_experts, units):
        super().__init__()
        self.n_experts = n_experts
        self.router = layers.Dense(n_experts)
        self.experts = [layers.Dense(units, activation="relu") for _ in range(n_experts)]
        self.usage = self.add_weight(shape=(n_experts,), trainable=False, initializer="zeros")

    def route(self, x):
        probs = tf.nn.softmax(self.router(x))
        winner = tf.argmax(probs, axis=-1)
        hot = tf.one_hot(winner, self.n_experts)
        self.usage.assign_add(tf.reduce_sum(hot, axis=0))
        balance = tf.reduce_mean(probs, axis=0) * tf.reduce_mean(hot, axis=0)
        self.add_loss(0.01 * self.n_experts * tf.reduce_sum(balance))
        return hot * probs

    def call(self, x):
        gate = self.route(x)
        outs = tf.stack([expert(x) for expert in self.experts], axis=1)
        return tf.einsum("be,beu->bu", gate, outs)


model = tf.keras.Sequential([MoE(3, 8), layers.Dense(1)])
opt = tf.keras.optimizers.Adam(1e-3)
x, y = tf.random.normal((16, 4)), tf.random.normal((16, 1))
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - y) ** 2) + tf.add_n(model.losses)
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
