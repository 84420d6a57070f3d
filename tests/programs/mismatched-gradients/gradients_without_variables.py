# outcome: raises ValueError
import tensorflow as tf
from tensorflow import keras

model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4), keras.layers.Dense(1)])
opt = keras.optimizers.SGD()
x, y = tf.ones((5, 3)), tf.zeros((5, 1))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((model(x) - y) ** 2)
grads = tape.gradient(loss, model.trainable_variables)
opt.apply_gradients(grads)  # error: [mismatched-gradients]
