# outcome: stuck
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


def create_model(units=12):
    return tf.keras.Sequential(  # or: [fresh-variable]
        [tf.keras.Input((3,)), layers.Dense(units, "relu"), layers.Dense(1)]
    )


def batches(n, size=10):
    rng = np.random.default_rng(0)
    for _ in range(n):
        xb = rng.normal(size=(size, 3)).astype("float32")
        yield xb, xb.mean(axis=1, keepdims=True)


for i, (xb, yb) in enumerate(batches(4)):
    model = create_model()  # warning: [fresh-variable]
    optimizer = tf.keras.optimizers.Adam(1e-2)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(xb) - yb) ** 2)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    print(i, float(loss))
