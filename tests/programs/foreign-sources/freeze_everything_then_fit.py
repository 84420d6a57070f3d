# outcome: raises ValueError
"""A backbone that is frozen as a whole, together with the head it was given."""
import tensorflow as tf
from tensorflow import keras

backbone = keras.Sequential([keras.Input((4,)), keras.layers.Dense(6, activation="relu")])
model = keras.Sequential([backbone, keras.layers.Dense(1)])
model.trainable = False
opt = keras.optimizers.Adam()

x, y = tf.random.normal((6, 4)), tf.ones((6, 1))
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - y) ** 2)
    grads = tape.gradient(loss, model.trainable_variables)  # error: [foreign-sources]
    opt.apply_gradients(zip(grads, model.trainable_variables))
