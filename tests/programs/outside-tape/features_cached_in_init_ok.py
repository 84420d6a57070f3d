# outcome: flows
import tensorflow as tf


class SiameseTrainer:
    """Learns a metric on top of a frozen embedding."""

    def __init__(self, anchors):
        self.embed = tf.keras.layers.Dense(4)
        self.metric = tf.Variable(tf.eye(4))
        self.anchors = anchors
        self.anchor_codes = self.embed(anchors)
        self.opt = tf.keras.optimizers.SGD(0.1)

    def loss(self, labels):
        projected = self.anchor_codes @ self.metric
        return tf.reduce_mean((tf.reduce_sum(projected, axis=1) - labels) ** 2)

    def step(self, labels):
        weights = [self.metric]
        with tf.GradientTape() as tape:
            loss = self.loss(labels)
        grads = tape.gradient(loss, weights)
        self.opt.apply_gradients(zip(grads, weights))
        return loss


trainer = SiameseTrainer(tf.random.normal((6, 3)))
for _ in range(2):
    print(trainer.step(tf.ones(6)).numpy())
