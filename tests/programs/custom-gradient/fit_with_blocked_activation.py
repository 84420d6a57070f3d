# outcome: part
import tensorflow as tf
from tensorflow import keras


@tf.custom_gradient
def spike(voltage):
    """A neuron that fires; its surrogate gradient is computed and not returned."""
    fired = tf.cast(voltage > 0.0, tf.float32)

    def grad(dy):
        surrogate = dy / tf.square(1.0 + tf.abs(voltage))
        return None  # warning: [custom-gradient]

    return fired, grad


model = keras.Sequential(
    [keras.Input((3,)), keras.layers.Dense(4), keras.layers.Lambda(spike), keras.layers.Dense(1)]
)
model.compile(optimizer="sgd", loss="mse")
model.fit(tf.random.normal([8, 3]), tf.random.normal([8, 1]), verbose=0)
