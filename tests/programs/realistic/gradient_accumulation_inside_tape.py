# outcome: raises RuntimeError
import numpy as np
import tensorflow as tf
from tensorflow.keras import Sequential, layers, losses, optimizers

model = Sequential([layers.Input((6,)), layers.Dense(10, activation="relu"), layers.Dense(2)])
opt = optimizers.Adam(1e-3)
loss_fn = losses.SparseCategoricalCrossentropy(from_logits=True)
x = np.random.randn(16, 6).astype("float32")
y = (x.sum(axis=1) > 0).astype("int32")


def accumulate(micro_batches):
    total = [tf.zeros_like(v) for v in model.trainable_variables]
    with tf.GradientTape() as tape:
        for xb, yb in micro_batches:
            loss = loss_fn(yb, model(xb, training=True))
            grads = tape.gradient(loss, model.trainable_variables)  # error: [tape-reused]
            total = [t + g for t, g in zip(total, grads)]
    return total


micro = [(x[i : i + 4], y[i : i + 4]) for i in range(0, 16, 4)]
opt.apply_gradients(zip(accumulate(micro), model.trainable_variables))
