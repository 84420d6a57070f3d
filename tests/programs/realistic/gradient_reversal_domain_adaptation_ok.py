# outcome: flows
import tensorflow as tf
from tensorflow.keras import Model, layers


@tf.custom_gradient
def reverse_gradient(x):
    def grad(dy):
        return -dy

    return tf.identity(x), grad


class DANN(Model):
    def __init__(self):
        super().__init__()
        self.features = layers.Dense(16, activation="relu")
        self.label_head = layers.Dense(3)
        self.domain_head = layers.Dense(1)

    def call(self, x):
        f = self.features(x)
        return self.label_head(f), self.domain_head(reverse_gradient(f))


model = DANN()
opt = tf.keras.optimizers.Adam(1e-3)
source, target = tf.random.normal((8, 6)), tf.random.normal((8, 6)) + 0.5
labels = tf.random.uniform((8,), maxval=3, dtype=tf.int32)
for _ in range(2):
    with tf.GradientTape() as tape:
        class_logits, _ = model(source)
        _, domain_logits = model(tf.concat([source, target], 0))
        domain = tf.concat([tf.zeros((8, 1)), tf.ones((8, 1))], 0)
        loss = tf.reduce_mean(
            tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=class_logits)
        ) + tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(domain, domain_logits))
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
