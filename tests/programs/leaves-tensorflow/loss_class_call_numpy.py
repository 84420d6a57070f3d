# outcome: none raises ValueError
import numpy as np
import tensorflow as tf
from tensorflow import keras


class PinballLoss(keras.losses.Loss):
    def __init__(self, tau=0.9, **kwargs):
        super().__init__(**kwargs)
        self.tau = tau

    def call(self, y_true, y_pred):
        e = np.asarray(y_true) - np.asarray(y_pred)  # error: [leaves-tensorflow]
        return tf.convert_to_tensor(np.maximum(self.tau * e, (self.tau - 1) * e).mean(axis=-1))


model = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(6, activation="relu"), keras.layers.Dense(1)])
loss_fn = PinballLoss(tau=0.8)
opt = keras.optimizers.Adam(0.01)
x, y = tf.random.normal((16, 3)), tf.random.normal((16, 1))
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x))
    grads = tape.gradient(loss, model.trainable_weights)
    opt.apply_gradients(zip(grads, model.trainable_weights))
