# outcome: none
import tensorflow as tf


def f1_loss(y_true, logits):
    y_pred = tf.cast(tf.sigmoid(logits) > 0.5, tf.float32)  # error: [non-differentiable-op]
    tp = tf.reduce_sum(y_true * y_pred, axis=0)
    fp = tf.reduce_sum((1 - y_true) * y_pred, axis=0)
    fn = tf.reduce_sum(y_true * (1 - y_pred), axis=0)
    f1 = 2 * tp / (2 * tp + fp + fn + 1e-7)
    return 1.0 - tf.reduce_mean(f1)


class Tagger(tf.keras.Model):
    def __init__(self, tags):
        super().__init__()
        self.h = tf.keras.layers.Dense(8, activation="relu")
        self.o = tf.keras.layers.Dense(tags)

    def call(self, x):
        return self.o(self.h(x))


tagger = Tagger(3)
x = tf.random.normal((12, 5))
y = tf.cast(tf.random.uniform((12, 3)) > 0.5, tf.float32)
with tf.GradientTape() as tape:
    loss = f1_loss(y, tagger(x))
grads = tape.gradient(loss, tagger.trainable_variables)
print(loss.numpy(), grads[0])
