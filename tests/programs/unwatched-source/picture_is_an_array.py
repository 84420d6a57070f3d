# outcome: raises AttributeError
"""The picture that is to be changed is a NumPy array all the way."""
import numpy as np
import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(4)])
picture = np.random.rand(1, 5, 5).astype("float32")
label = np.array([2])
loss_of = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)

with tf.GradientTape() as tape:
    loss = loss_of(label, net(picture))
slope = tape.gradient(loss, picture)  # error: [unwatched-source]
print(picture + 0.01 * np.sign(slope))
