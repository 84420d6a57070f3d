# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


def create_model(units=12):
    return tf.keras.Sequential(
        [tf.keras.Input((3,)), layers.Dense(units, "relu"), layers.Dense(1)]
    )


rng = np.random.default_rng(0)
X = rng.normal(size=(30, 3)).astype("float32")
y = X.mean(axis=1, keepdims=True)
folds = np.array_split(np.arange(30), 3)
scores = []
for k, held_out in enumerate(folds):
    train_idx = np.concatenate([f for j, f in enumerate(folds) if j != k])
    model = create_model()
    optimizer = tf.keras.optimizers.Adam(1e-2)
    for epoch in range(3):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(X[train_idx]) - y[train_idx]) ** 2)
        grads = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(grads, model.trainable_variables))
    scores.append(np.mean((model(X[held_out]).numpy() - y[held_out]) ** 2))
print("cv score", np.mean(scores))
