# outcome: raises RuntimeError
import tensorflow as tf
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(1)])
opt = keras.optimizers.SGD(0.1)
x, y = tf.random.normal((8, 2)), tf.random.normal((8, 1))

with tf.GradientTape() as tape:
    loss = tf.reduce_mean((model(x) - y) ** 2)
for epoch in range(3):
    grads = tape.gradient(loss, model.trainable_variables)  # error: [tape-reused]
    opt.apply_gradients(zip(grads, model.trainable_variables))
