# outcome: none raises ValueError
import numpy as np
import tensorflow as tf


class NumpyModel:
    """Lets scipy-like code use a Keras model."""

    def __init__(self, model):
        self._model = model

    def __getattr__(self, name):
        return getattr(self._model, name)

    def __call__(self, x):
        y = self._model(tf.convert_to_tensor(x, tf.float32))
        return np.array(y)  # error: [leaves-tensorflow]


wrapped = NumpyModel(tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)]))
xs = np.random.randn(10, 2)
with tf.GradientTape() as tape:
    pred = wrapped(xs)
    loss = tf.reduce_mean(tf.abs(pred - xs.sum(1, keepdims=True).astype(np.float32)))
grads = tape.gradient(loss, wrapped.trainable_variables)
tf.keras.optimizers.SGD(0.1).apply_gradients(zip(grads, wrapped.trainable_variables))
