# outcome: flows
import tensorflow as tf
from tensorflow import keras


def net():
    return keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(8, activation="tanh"), keras.layers.Dense(1)]
    )


class Worker:
    """The worker's copy follows the shared network, so its gradients are good for that one."""

    def __init__(self, shared, optimizer):
        self.shared, self.optimizer = shared, optimizer
        self.own = net()

    def step(self, x):
        self.own.set_weights(self.shared.get_weights())
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.own(x) - 1.0))
        grads = tape.gradient(loss, self.own.trainable_variables)
        with tf.GradientTape() as tape:
            decay = tf.add_n([tf.nn.l2_loss(w) for w in self.shared.trainable_variables])
        decays = tape.gradient(decay, self.shared.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.shared.trainable_variables))
        self.optimizer.apply_gradients(zip(decays, self.shared.trainable_variables))
        return loss


shared = net()
workers = [Worker(shared, keras.optimizers.SGD(0.1)) for _ in range(2)]
for _ in range(3):
    for worker in workers:
        worker.step(tf.random.normal((8, 4)))
