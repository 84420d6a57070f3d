# outcome: flows
import numpy as np
import tensorflow as tf


def cnn():
    i = tf.keras.Input((8, 8, 3))
    x = tf.keras.layers.Conv2D(4, 3, activation="relu", name="last_conv")(i)
    return tf.keras.Model(i, tf.keras.layers.Dense(5)(tf.keras.layers.GlobalAveragePooling2D()(x)))


def grad_cam(model, image, layer="last_conv", index=None):
    sub = tf.keras.Model(model.inputs, [model.get_layer(layer).output, model.output])
    with tf.GradientTape() as tape:
        conv, preds = sub(image)
        if index is None:
            index = tf.argmax(preds[0])
        score = preds[:, index]
    grads = tape.gradient(score, conv)
    pooled = tf.reduce_mean(grads, axis=(0, 1, 2))
    heat = tf.squeeze(conv[0] @ pooled[..., tf.newaxis])
    heat = tf.maximum(heat, 0) / (tf.reduce_max(heat) + 1e-8)
    return np.uint8(255 * heat.numpy())


def integrated_gradients(model, image, target, steps=6):
    base = tf.zeros_like(image)
    alphas = tf.linspace(0.0, 1.0, steps + 1)[:, None, None, None]
    path = base + alphas * (image - base)
    with tf.GradientTape() as tape:
        tape.watch(path)
        probs = tf.nn.softmax(model(path))[:, target]
    g = tape.gradient(probs, path)
    return (image - base) * tf.reduce_mean((g[:-1] + g[1:]) / 2.0, axis=0)


def smoothgrad(model, image, target, n=3):
    total = tf.zeros_like(image)
    for _ in range(n):
        noisy = tf.Variable(image + tf.random.normal(image.shape, stddev=0.1))
        with tf.GradientTape() as tape:
            s = model(noisy)[:, target]
        total += tape.gradient(s, noisy)
    return total / n


model = cnn()
img = tf.random.uniform((1, 8, 8, 3))
print(grad_cam(model, img).shape)
cls = int(tf.argmax(model(img), -1)[0])
print(integrated_gradients(model, img, cls).numpy().sum(), smoothgrad(model, img, cls).shape)
