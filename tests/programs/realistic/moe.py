# outcome: flows
import tensorflow as tf


class MoE(tf.keras.layers.Layer):
    def __init__(self, n_experts=4, top=2, units=6):
        super().__init__()
        self.n, self.top = n_experts, top
        self.router = tf.keras.layers.Dense(n_experts, use_bias=False)
        self.experts = [tf.keras.layers.Dense(units, activation="relu", name=f"e{i}") for i in range(n_experts)]

    def call(self, x):
        probs = tf.nn.softmax(self.router(x))
        vals, idx = tf.math.top_k(probs, self.top)
        gate = tf.reduce_sum(tf.one_hot(idx, self.n) * vals[..., None], axis=1)
        gate /= tf.reduce_sum(gate, -1, keepdims=True)
        outs = tf.stack([e(x) for e in self.experts], axis=1)
        load = tf.reduce_mean(tf.cast(gate > 0, tf.float32), axis=0)
        self.add_loss(0.01 * self.n * tf.reduce_sum(load * tf.reduce_mean(probs, axis=0)))
        return tf.reduce_sum(gate[..., None] * outs, axis=1)


class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.moe, self.out = MoE(), tf.keras.layers.Dense(2)

    def call(self, x, return_features=False):
        h = self.moe(x)
        logits = self.out(h)
        return (logits, h) if return_features else logits


net, opt = Net(), tf.keras.optimizers.Lion(1e-3)
loss_fn = tf.keras.losses.CategoricalFocalCrossentropy(from_logits=True)
centers = tf.Variable(tf.zeros((2, 6)), trainable=False)
for i in range(2):
    x = tf.random.normal((64, 5))
    y = tf.cast(tf.reduce_sum(x, 1) > 0, tf.int32)
    with tf.GradientTape() as tape:
        logits, h = net(x, return_features=True)
        center = tf.reduce_mean((h - tf.gather(centers, y)) ** 2)
        loss = loss_fn(tf.one_hot(y, 2), logits) + tf.add_n(net.losses) + 0.1 * center
    grads = tape.gradient(loss, net.trainable_variables)
    opt.apply_gradients(zip(grads, net.trainable_variables))
    for c in range(2):
        rows = tf.boolean_mask(h, y == c)
        centers[c].assign(0.9 * centers[c] + 0.1 * tf.reduce_mean(rows, 0))
    print(i, loss.numpy())
