# outcome: none raises ValueError
from tensorflow import keras
import tensorflow as tf


def to_class(t):
    return tf.cast(tf.argmax(t, axis=-1), tf.float32)[:, None]  # error: [non-differentiable-op]


model = keras.Sequential([
    keras.Input((4,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(3, activation=to_class),
])
model.compile(optimizer="rmsprop", loss="mse", metrics=["mae"])
x = tf.random.normal((20, 4))
y = tf.cast(tf.random.uniform((20, 1), maxval=3, dtype=tf.int32), tf.float32)
history = model.fit(x, y, epochs=1, batch_size=10, verbose=0)
