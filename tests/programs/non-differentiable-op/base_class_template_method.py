# outcome: none raises ValueError
import tensorflow as tf


class Head(tf.keras.layers.Layer):
    def __init__(self, n):
        super().__init__()
        self.dense = tf.keras.layers.Dense(n)

    def activate(self, logits):
        return logits

    def call(self, x):
        return self.activate(self.dense(x))


class SoftHead(Head):
    def activate(self, logits):
        return tf.nn.softmax(super().activate(logits))


class HardHead(SoftHead):
    def activate(self, logits):
        p = super().activate(logits)
        return tf.cast(p >= tf.reduce_max(p, axis=-1, keepdims=True), p.dtype)  # error: [non-differentiable-op] or: [integer-dtype]


HEADS = {"soft": SoftHead, "hard": HardHead}
head = HEADS["hard"](3)
opt = tf.keras.optimizers.SGD(0.1)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(head(tf.random.normal((4, 5)))[:, 0])
grads = tape.gradient(loss, head.trainable_variables)
opt.apply_gradients(zip(grads, head.trainable_variables))
