# outcome: flows
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class Pupil(keras.Model):
    """A small network that learns the labels while it listens to a larger one."""

    def __init__(self, own, master, hard_weight=0.3, heat=2.0):
        super().__init__()
        self.own, self.master = own, master
        self.master.trainable = False
        self.hard_weight, self.heat = hard_weight, heat
        self.hard = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        self.soft = keras.losses.KLDivergence()

    def call(self, x):
        return self.own(x)

    def soften(self, logits):
        return tf.nn.softmax(logits / self.heat, axis=-1)

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        advice = self.soften(self.master(x, training=False))
        listening = self.soft(advice, self.soften(y_pred)) * self.heat**2
        return self.hard_weight * self.hard(y, y_pred) + (1.0 - self.hard_weight) * listening


def mlp(width):
    return keras.Sequential([keras.Input((6,)), layers.Dense(width, "relu"), layers.Dense(3)])


pupil = Pupil(mlp(4), mlp(32))
pupil.compile(
    optimizer=keras.optimizers.Adam(), metrics=[keras.metrics.SparseCategoricalAccuracy()]
)
x, y = tf.random.normal((24, 6)), tf.random.uniform((24,), maxval=3, dtype=tf.int32)
pupil.fit(x, y, epochs=1, verbose=0)
