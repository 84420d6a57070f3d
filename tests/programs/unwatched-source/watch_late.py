# outcome: none
import tensorflow as tf


class FGSM:
    def __init__(self, model, eps=0.1):
        self.model, self.eps = model, eps

    def perturb(self, x, y):
        with tf.GradientTape() as tape:
            unit = (x - 0.5) * 2.0
            logits = self.model(unit)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, logits))
            tape.watch(x)  # error: [unwatched-source]
        g = tape.gradient(loss, x)
        if g is None:
            return x
        return x + self.eps * tf.sign(g)


model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(3)])
x, y = tf.random.normal((5, 4)), tf.random.uniform((5,), 0, 3, tf.int32)
print(tf.reduce_max(tf.abs(FGSM(model).perturb(x, y) - x)).numpy())
