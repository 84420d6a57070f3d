# outcome: none raises ValueError
import tensorflow as tf


class Normaliser(tf.Module):
    """Divides by a running maximum; returns the stored quotient."""

    def __init__(self):
        super().__init__()
        self.peak = tf.Variable(1e-3, trainable=False)
        self.last = tf.Variable(0.0, trainable=False)

    @tf.function
    def __call__(self, x):
        self.peak.assign(tf.maximum(self.peak, tf.abs(x)))
        self.last.assign(x / self.peak)  # error: [state-write]
        return self.last.read_value()


norm = Normaliser()
model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.SGD(0.1)
with tf.GradientTape() as tape:
    loss = norm(tf.reduce_mean(model(tf.ones((3, 2))) ** 2))
grads = tape.gradient(loss, model.trainable_variables)
opt.apply_gradients(zip(grads, model.trainable_variables))
