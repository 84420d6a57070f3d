# outcome: none raises ValueError
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class Pupil(keras.Model):
    """A small network that learns the labels while it listens to a larger one."""

    def __init__(self, own, master, hard_weight=0.3):
        super().__init__()
        self.own, self.master = own, master
        self.hard_weight = hard_weight
        self.hard = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

    def train_step(self, batch):
        x, y = batch
        advice = self.master(x, training=False)
        with tf.GradientTape() as tape:
            answer = self.own(x, training=True)
            loss = self.hard_weight * self.hard(y, advice)  # error: [unrelated-target]
        weights = self.own.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return {"loss": loss}


def mlp(width):
    return keras.Sequential([keras.Input((6,)), layers.Dense(width, "relu"), layers.Dense(3)])


pupil = Pupil(mlp(4), mlp(32))
pupil.compile(optimizer=keras.optimizers.Adam())
x, y = tf.random.normal((24, 6)), tf.random.uniform((24,), maxval=3, dtype=tf.int32)
pupil.fit(x, y, epochs=1, verbose=0)
