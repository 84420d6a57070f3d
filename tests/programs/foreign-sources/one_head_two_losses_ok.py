# outcome: flows
import tensorflow as tf
from tensorflow import keras

body = keras.Sequential([keras.Input((4,)), keras.layers.Dense(6, "tanh")])
head = keras.Sequential([keras.Input((6,)), keras.layers.Dense(2)])
known, other = keras.optimizers.Adam(1e-3), keras.optimizers.SGD(1e-3)
x, more = tf.random.normal((8, 4)), tf.random.normal((8, 4), 1.0)

for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((head(body(x)) - 1.0) ** 2)
    grads = tape.gradient(loss, head.trainable_variables)
    known.apply_gradients(zip(grads, head.trainable_variables))
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.abs(head(body(more))))
    grads = tape.gradient(loss, head.trainable_variables)
    other.apply_gradients(zip(grads, head.trainable_variables))
