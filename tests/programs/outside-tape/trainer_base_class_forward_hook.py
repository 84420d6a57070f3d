# outcome: none raises ValueError
import abc

import tensorflow as tf


class BaseTrainer(abc.ABC):
    def __init__(self, model, lr):
        self.model = model
        self.optimizer = tf.keras.optimizers.SGD(lr)

    @abc.abstractmethod
    def compute_loss(self, outputs, batch):
        ...

    def run_batch(self, batch):
        outputs = self.model(batch["x"], training=True)  # error: [outside-tape]
        with tf.GradientTape() as tape:
            loss = self.compute_loss(outputs, batch)
        grads = tape.gradient(loss, self.model.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.model.trainable_variables))
        return loss

    def fit(self, batches):
        return [float(self.run_batch(b)) for b in batches]


class RegressionTrainer(BaseTrainer):
    def compute_loss(self, outputs, batch):
        return tf.reduce_mean(tf.abs(outputs - batch["y"]))


net = tf.keras.Sequential([tf.keras.layers.Dense(5, activation="relu"), tf.keras.layers.Dense(1)])
batches = [{"x": tf.random.normal((4, 3)), "y": tf.zeros((4, 1))} for _ in range(2)]
print(RegressionTrainer(net, 0.05).fit(batches))
