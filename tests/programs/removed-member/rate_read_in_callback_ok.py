# outcome: flows
import numpy as np
import tensorflow as tf


class Rate(tf.keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        optimizer = self.model.optimizer
        print("rate", float(optimizer.learning_rate), getattr(optimizer, "lr", None))
        print(hasattr(optimizer, "lr") and optimizer.get_config())


model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(1)])
model.compile("adam", loss="mse")
model.fit(np.ones((8, 4)), np.ones((8, 1)), verbose=0, callbacks=[Rate()])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(model(tf.ones((2, 4))))
print(tape.gradient(loss, model.trainable_variables))
