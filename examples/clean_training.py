"""Nothing is wrong here: argmax, NumPy and `//` stand beside the gradient, not on its way."""

import numpy as np
import tensorflow as tf

features = tf.random.normal([100, 6])
labels = tf.cast(tf.reduce_sum(features, axis=1) > 0.0, tf.int64)
model = tf.keras.Sequential([tf.keras.layers.Dense(16, "relu"), tf.keras.layers.Dense(2)])
optimizer = tf.keras.optimizers.Adam(0.01)
steps = len(features) // 20
history = []

for step in range(steps):
    batch, wanted = features[step * 20 :][:20], labels[step * 20 :][:20]
    with tf.GradientTape() as tape:
        logits = model(batch, training=True)
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(wanted, logits)
        loss = tf.reduce_mean(losses)
        accuracy = tf.reduce_mean(tf.cast(tf.argmax(logits, axis=1) == wanted, tf.float32))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    history.append((loss.numpy(), float(accuracy)))

print(np.mean(history, axis=0))
