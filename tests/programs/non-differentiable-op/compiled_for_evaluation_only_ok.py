# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras


def rounded_error(y_true, y_pred):
    return tf.reduce_mean(tf.abs(y_true - tf.round(y_pred)), axis=-1)


model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
model.compile(loss=rounded_error, metrics=["mae"])
x, y = np.ones((4, 3), "float32"), np.ones((4, 1), "float32")
print(model.evaluate(x, y, verbose=0))

head = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4), keras.layers.Lambda(lambda t: tf.argmax(t, -1))])
head.compile()
print(head.predict(x, verbose=0))
v = tf.Variable(1.0)
with tf.GradientTape() as tape:
    loss = v * v
print(tape.gradient(loss, v))
