# outcome: flows
"""The score is a metric, and the loss is a loss that stands among the metrics."""
import numpy as np
import tensorflow as tf

x = np.random.rand(16, 3).astype("float32")
y = (x.sum(axis=1, keepdims=True) > 1.5).astype("float32")

model = tf.keras.Sequential([tf.keras.layers.Dense(1, activation="sigmoid")])
model.compile(
    optimizer="adam",
    loss=tf.keras.metrics.binary_crossentropy,
    metrics=[tf.keras.metrics.binary_accuracy],
)
model.fit(x, y, epochs=1, verbose=0)
