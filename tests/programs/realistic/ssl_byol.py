# outcome: flows
import copy

import tensorflow as tf


class EMA:
    def __init__(self, source, target, decay=0.99):
        self.source, self.target, self.decay = source, target, decay

    def update(self):
        for s, t in zip(self.source.variables, self.target.variables):
            t.assign(self.decay * t + (1 - self.decay) * s)


def tower():
    return tf.keras.Sequential([tf.keras.Input((6,)), tf.keras.layers.Dense(8), tf.keras.layers.BatchNormalization(), tf.keras.layers.ReLU(), tf.keras.layers.Dense(4)])


def regress(p, z):
    p, z = tf.nn.l2_normalize(p, -1), tf.nn.l2_normalize(z, -1)
    return 2 - 2 * tf.reduce_sum(p * tf.stop_gradient(z), axis=-1)


online, target, head = tower(), tower(), tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(4)])
target.set_weights(online.get_weights())
ema = EMA(online, target)
opt = tf.keras.optimizers.AdamW(1e-3)
snapshots = []
for i in range(3):
    base = tf.random.normal((8, 6))
    v1, v2 = (base + 0.1 * tf.random.normal(base.shape) for _ in range(2))
    with tf.GradientTape() as tape:
        loss = regress(head(online(v1, training=True)), target(v2)) + regress(head(online(v2, training=True)), target(v1))
        loss = tf.reduce_mean(loss)
    weights = online.trainable_weights + head.trainable_weights
    grads = tape.gradient(loss, weights)
    opt.apply_gradients(zip(grads, weights))
    ema.update()
    snapshots.append(copy.deepcopy([w.numpy() for w in target.weights]))
    print(i, loss.numpy().round(3))
