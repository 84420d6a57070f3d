# outcome: none raises ValueError
import keras
import tensorflow as tf
from keras import layers


class Denoiser(keras.Model):
    def __init__(self):
        super().__init__()
        self.net = keras.Sequential([layers.Dense(8, activation="relu"), layers.Dense(4)])

    def call(self, x, training=False):
        return self.net(x + 0.1 * tf.random.normal(tf.shape(x)))

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        recon = tf.reduce_mean(tf.square(x - y))  # error: [unrelated-target]
        return recon


model = Denoiser()
model.compile(optimizer="adam")
data = tf.random.normal((8, 4))
model.fit(data, data, batch_size=4, verbose=0)
