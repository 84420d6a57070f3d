# outcome: flows
import numpy as np
import tensorflow as tf

rows = np.random.rand(24, 3).astype("float32")
labels = (rows.sum(axis=1) > 1.5).astype("float32")
one = tf.keras.Sequential([tf.keras.layers.Input((3,)), tf.keras.layers.Dense(1, activation="softmax")])
one.compile("sgd", "binary_crossentropy")
one.fit(rows, labels, verbose=0)

two = tf.keras.Sequential([
    tf.keras.layers.Input((3,)), tf.keras.layers.Dense(1), tf.keras.layers.Softmax(),
])
bce = tf.keras.losses.BinaryCrossentropy()
with tf.GradientTape() as tape:
    loss = bce(labels[:, None], one(rows))
print(tape.gradient(loss, one.trainable_variables))
