# outcome: raises ValueError
import tensorflow as tf
from tensorflow import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, "relu"), keras.layers.Dense(1)])
for layer in model.layers:
    layer.trainable = False

opt = keras.optimizers.Adam()
x, y = tf.random.normal((6, 4)), tf.zeros((6, 1))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((model(x) - y) ** 2)
grads = tape.gradient(loss, model.trainable_variables)  # error: [foreign-sources]
opt.apply_gradients(zip(grads, model.trainable_variables))
