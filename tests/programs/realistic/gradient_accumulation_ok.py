# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow.keras import Sequential, layers, losses, optimizers

model = Sequential([layers.Input((6,)), layers.Dense(10, activation="relu"), layers.Dense(2)])
opt = optimizers.Adam(1e-3)
loss_fn = losses.SparseCategoricalCrossentropy(from_logits=True)
ACCUMULATE = 4

accumulated = [tf.Variable(tf.zeros_like(v), trainable=False) for v in model.trainable_variables]
x = np.random.randn(32, 6).astype("float32")
y = (x.sum(axis=1) > 0).astype("int32")
ds = tf.data.Dataset.from_tensor_slices((x, y)).batch(4)

for i, (xb, yb) in enumerate(ds):
    with tf.GradientTape() as tape:
        loss = loss_fn(yb, model(xb, training=True)) / ACCUMULATE
    for acc, g in zip(accumulated, tape.gradient(loss, model.trainable_variables)):
        acc.assign_add(g)
    if (i + 1) % ACCUMULATE == 0:
        opt.apply_gradients(zip(accumulated, model.trainable_variables))
        for acc in accumulated:
            acc.assign(tf.zeros_like(acc))
        print("update", (i + 1) // ACCUMULATE, float(loss) * ACCUMULATE)
