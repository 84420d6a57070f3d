# outcome: flows
import tensorflow as tf
from tensorflow import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, "relu"), keras.layers.Dense(1)])
model.trainable = False
x, y = tf.Variable(tf.random.normal((6, 4))), tf.zeros((6, 1))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((model(x) - y) ** 2)
dx, *dws = tape.gradient(loss, [x, *model.weights])
print(dx.shape, len(dws))
