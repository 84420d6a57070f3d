# outcome: raises ValueError
import numpy as np
import tensorflow as tf

net = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
x = np.random.rand(4, 3).astype("float32")
with tf.GradientTape() as tape:
    tape.watch(x)  # error: [unwatched-source]
    y = net(x)
print(tape.gradient(y, x))
