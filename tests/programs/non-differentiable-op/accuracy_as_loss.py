# outcome: none raises ValueError
"""Iris-like classifier trained on its own accuracy."""
import numpy as np
import tensorflow as tf
from tensorflow import keras

rng = np.random.default_rng(0)
features = rng.normal(size=(60, 4)).astype("float32")
labels = rng.integers(0, 3, size=60)

model = keras.Sequential(
    [
        keras.layers.Dense(8, activation="relu"),
        keras.layers.Dense(3),
    ]
)
optimizer = keras.optimizers.Adam(1e-2)


def accuracy_loss(logits, y):
    predicted = tf.argmax(logits, axis=-1)  # error: [non-differentiable-op]
    hits = tf.cast(predicted == y, tf.float32)
    return 1.0 - tf.reduce_mean(hits)


for epoch in range(2):
    with tf.GradientTape() as tape:
        logits = model(features, training=True)
        loss = accuracy_loss(logits, labels)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    print(epoch, float(loss))
