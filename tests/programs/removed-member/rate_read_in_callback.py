# outcome: flows raises AttributeError
import numpy as np
import tensorflow as tf


class Rate(tf.keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        print("rate", float(self.model.optimizer.lr))  # error: [removed-member]


model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(1)])
model.compile("adam", loss="mse")
model.fit(np.ones((8, 4)), np.ones((8, 1)), verbose=0, callbacks=[Rate()])
