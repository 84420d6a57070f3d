# outcome: part
import tensorflow as tf


class Siamese(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.embed = tf.keras.Sequential([tf.keras.layers.Dense(8, "relu"), tf.keras.layers.Dense(4)])
        self.gate = tf.keras.layers.Dense(1)
        self.scale = tf.keras.layers.Dense(1)

    def compare(self, a, b):
        d = tf.abs(self.embed(a) - self.embed(b))
        decision = tf.math.greater(self.gate(d), 0.0)  # warning: [non-differentiable-op]
        strength = tf.where(decision, 1.0, 0.5)
        return self.scale(d) * strength

    def call(self, pair):
        return self.compare(*pair)


s = Siamese()
opt = tf.keras.optimizers.Adam()
a, b = tf.random.normal((6, 5)), tf.random.normal((6, 5))
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((s((a, b)) - 1.0) ** 2)
    grads = tape.gradient(loss, s.trainable_variables)
    opt.apply_gradients((g, v) for g, v in zip(grads, s.trainable_variables) if g is not None)
    print(loss.numpy())
