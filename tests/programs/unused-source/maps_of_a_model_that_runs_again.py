# outcome: none raises ValueError
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, models

backbone_in = layers.Input((32, 32, 3))
z = layers.Conv2D(8, 3, activation="relu", name="block1")(backbone_in)
z = layers.MaxPool2D()(z)
z = layers.Conv2D(16, 3, activation="relu", name="block2")(z)
pooled = layers.GlobalAvgPool2D()(z)
probs = layers.Dense(10, activation="softmax")(pooled)
classifier = models.Model(backbone_in, probs)

last_conv = models.Model(classifier.input, classifier.get_layer("block2").output)


def grad_cam(img, index=None):
    with tf.GradientTape() as tape:
        fmap = last_conv(img)
        preds = classifier(img)  # error: [unused-source]
        if index is None:
            index = int(tf.argmax(preds[0]))
        channel = preds[:, index]
    grads = tape.gradient(channel, fmap)  # or: [unused-source]
    weights = tf.reduce_mean(grads, axis=(0, 1, 2))
    cam = tf.nn.relu(tf.reduce_sum(fmap[0] * weights, axis=-1))
    return (cam / tf.reduce_max(cam)).numpy()


heat = grad_cam(np.random.rand(1, 32, 32, 3).astype("float32"))
