# outcome: flows
import numpy as np
import keras
import tensorflow as tf


def edit_distance(y_true, y_pred):
    a = y_true.numpy()
    b = y_pred.numpy()
    return tf.constant(np.abs(a - b).mean())


net = keras.Sequential([keras.Input((3,)), keras.layers.Dense(5, activation="tanh"), keras.layers.Dense(2)])
net.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse", metrics=[edit_distance], run_eagerly=True)
x, y = np.random.rand(8, 3).astype("float32"), np.random.rand(8, 2).astype("float32")
net.fit(x, y, verbose=0)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((net(x) - y) ** 2)
print(len(tape.gradient(loss, net.trainable_variables)))
