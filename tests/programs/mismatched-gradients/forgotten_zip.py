# outcome: flows raises ValueError
import tensorflow as tf
from tensorflow import keras

model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4), keras.layers.Dense(1)])
optimizer = keras.optimizers.Adam(1e-3)


def update(optimizer, grads, model):
    optimizer.apply_gradients((grads, model.trainable_variables))  # error: [mismatched-gradients]


with tf.GradientTape() as tape:
    loss = tf.reduce_mean(model(tf.ones((2, 3))) ** 2)
update(optimizer, tape.gradient(loss, model.trainable_variables), model)
