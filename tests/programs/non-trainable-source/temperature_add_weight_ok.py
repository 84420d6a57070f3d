# outcome: flows
import tensorflow as tf


class Temperature(tf.keras.layers.Layer):
    def build(self, input_shape):
        self.t = self.add_weight(name="t", shape=(), initializer="ones", trainable=True)
        self.uses = self.add_weight(name="uses", shape=(), initializer="zeros", trainable=False)

    def call(self, logits):
        self.uses.assign_add(1.0)
        return logits / self.t


calibrate = Temperature()
logits = tf.random.normal((12, 3))
labels = tf.random.uniform((12,), maxval=3, dtype=tf.int32)
calibrate(logits)

with tf.GradientTape() as tape:
    nll = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, calibrate(logits))
    loss = tf.reduce_mean(nll)
print("temperature gradient:", tape.gradient(loss, calibrate.t), calibrate.uses.numpy())
