# outcome: flows
"""The array becomes a tensor, and the tape watches it."""
import numpy as np
import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(4)])
picture = np.random.rand(1, 5, 5).astype("float32")
label = np.array([2])
loss_of = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)

picture = tf.convert_to_tensor(picture)
with tf.GradientTape() as tape:
    tape.watch(picture)
    loss = loss_of(label, net(picture))
slope = tape.gradient(loss, picture)
print(picture + 0.01 * np.sign(slope))
