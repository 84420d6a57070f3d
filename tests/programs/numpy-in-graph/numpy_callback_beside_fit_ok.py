# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras


class Norms(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        kernel = self.model.layers[-1].kernel
        print(epoch, float(tf.norm(kernel)), np.abs(kernel.numpy()).max())


def smooth_l1(y_true, y_pred):
    gap = tf.abs(y_true - y_pred)
    return tf.reduce_mean(tf.where(gap < 1.0, 0.5 * gap**2, gap - 0.5))


model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.compile(optimizer="adam", loss=smooth_l1)
model.fit(np.random.rand(12, 4), np.random.rand(12, 2), verbose=0, callbacks=[Norms()])
with tf.GradientTape() as tape:
    loss = smooth_l1(np.zeros((2, 2), "float32"), model(np.ones((2, 4), "float32")))
print(tape.gradient(loss, model.trainable_variables))
