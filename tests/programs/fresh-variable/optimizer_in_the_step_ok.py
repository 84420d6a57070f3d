# outcome: flows
"""The optimizer is made once: outside, or by the first call only."""
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
outside = tf.keras.optimizers.Adam(0.1)


class Trainer:
    def __init__(self):
        self.optimizer = None
        self.seen = None

    @tf.function
    def train(self, x, y):
        if self.optimizer is None:
            self.optimizer = tf.keras.optimizers.SGD(0.1)
            self.optimizer.build(model.trainable_variables)
            self.seen = tf.keras.metrics.Mean()
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(model(x, training=True) - y))
        gradients = tape.gradient(loss, model.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        self.seen.update_state(loss)
        return loss


def plain(x, y):
    optimizer = tf.keras.optimizers.SGD(0.05)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(x) - y))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))


trainer = Trainer()
for _ in range(2):
    print(float(trainer.train(tf.random.normal((4, 3)), tf.zeros((4, 1)))))
    plain(tf.ones((4, 3)), tf.zeros((4, 1)))
