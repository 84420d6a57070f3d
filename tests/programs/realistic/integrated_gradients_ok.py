# outcome: flows
import numpy as np
import tensorflow as tf

model = tf.keras.Sequential(
    [tf.keras.layers.Dense(8, activation="relu"), tf.keras.layers.Dense(3, activation="softmax")]
)


def interpolate(baseline, x, alphas):
    return baseline[None] + alphas[:, None] * (x - baseline)[None]


def compute_gradients(points, class_idx):
    with tf.GradientTape() as tape:
        tape.watch(points)
        probs = model(points)[:, class_idx]
    return tape.gradient(probs, points)


def integrated_gradients(x, baseline, steps=20, batch=8):
    alphas = tf.linspace(0.0, 1.0, steps + 1)
    class_idx = int(np.argmax(model(x[None])[0]))
    chunks = []
    for start in range(0, steps + 1, batch):
        points = interpolate(baseline, x, alphas[start : start + batch])
        chunks.append(compute_gradients(points, class_idx))
    grads = tf.concat(chunks, axis=0)
    avg = tf.reduce_mean((grads[:-1] + grads[1:]) / 2.0, axis=0)
    return (x - baseline) * avg


x = tf.random.normal((5,))
attributions = integrated_gradients(x, tf.zeros_like(x))
print(attributions.numpy().round(3))
