# outcome: none raises ValueError
import tensorflow as tf

model = tf.keras.Sequential(
    [tf.keras.layers.Dense(8, activation="relu"), tf.keras.layers.Dense(3, activation="softmax")]
)


def integrated_gradients(x, baseline, class_idx, steps=20):
    alphas = tf.linspace(0.0, 1.0, steps + 1)
    path = baseline[None] + alphas[:, None] * (x - baseline)[None]
    start = tf.repeat(baseline[None], steps + 1, axis=0)
    with tf.GradientTape() as tape:
        tape.watch(path)
        probs = model(start)[:, class_idx]  # error: [unrelated-target]
    grads = tape.gradient(probs, path)  # or: [foreign-sources]
    return (x - baseline) * tf.reduce_mean(grads, axis=0)


x = tf.random.normal((5,))
print(integrated_gradients(x, tf.zeros_like(x), class_idx=1))
