# outcome: part
import keras
import tensorflow as tf
from keras import layers, ops


class AE(keras.Model):
    def __init__(self):
        super().__init__()
        self.enc = keras.Sequential([layers.Dense(6, activation="relu"), layers.Dense(2)])
        self.dec = keras.Sequential([layers.Dense(6, activation="relu"), layers.Dense(4)])

    def encode(self, x):
        z = self.enc(x)
        return ops.stop_gradient(z)  # warning: [stop-gradient]

    def call(self, x):
        return self.dec(self.encode(x))

    def train_step(self, data):
        x = data[0] if isinstance(data, tuple) else data
        with tf.GradientTape() as tape:
            recon = self(x, training=True)
            loss = ops.mean(ops.square(x - recon))
        grads = tape.gradient(loss, self.trainable_variables)
        pairs = [(g, v) for g, v in zip(grads, self.trainable_variables) if g is not None]
        self.optimizer.apply_gradients(pairs)
        return {"loss": loss}


ae = AE()
ae.compile(optimizer=keras.optimizers.Adam())
ae.fit(keras.random.normal((16, 4)), batch_size=8, epochs=1, verbose=0)
