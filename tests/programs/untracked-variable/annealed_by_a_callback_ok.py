# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras


class Vae(keras.Model):
    def __init__(self):
        super().__init__()
        self.encoder = keras.layers.Dense(2)
        self.decoder = keras.layers.Dense(3)
        self.beta = tf.Variable(0.0)

    def call(self, inputs):
        code = self.encoder(inputs)
        self.add_loss(self.beta * tf.reduce_mean(code**2))
        return self.decoder(code)


class Anneal(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        self.model.beta.assign(min(1.0, epoch / 10.0))


model = Vae()
model.compile(optimizer="adam", loss="mse")
data = np.random.rand(8, 3).astype("float32")
model.fit(data, data, epochs=2, verbose=0, callbacks=[Anneal()])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((model(data) - data) ** 2)
print(tape.gradient(loss, model.trainable_variables))
