# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras

inputs = keras.Input((12, 12, 1))
x = keras.layers.Conv2D(4, 3, activation="relu", name="last_conv")(inputs)
pooled = keras.layers.GlobalAveragePooling2D()(x)
outputs = keras.layers.Dense(5)(pooled)
classifier = keras.Model(inputs, outputs)


def heatmap(img, model, layer_name, pred_index=None):
    grad_model = keras.Model(model.inputs, [model.get_layer(layer_name).output, model.output])
    with tf.GradientTape() as tape:
        conv_out, preds = grad_model(img)
        tape.watch(conv_out)
        if pred_index is None:
            pred_index = tf.argmax(preds[0])
        channel = preds[:, pred_index]
    return conv_out, channel


def heatmap2(img, model, layer_name):
    conv = keras.Model(model.inputs, model.get_layer(layer_name).output)
    head_in = keras.Input(conv.output.shape[1:])
    h = head_in
    for layer in model.layers[2:]:
        h = layer(h)
    head = keras.Model(head_in, h)
    with tf.GradientTape() as tape:
        feat = conv(img)
        tape.watch(feat)
        preds = head(feat)
        top = preds[:, tf.argmax(preds[0])]
    grads = tape.gradient(top, feat)
    weights = tf.reduce_mean(grads, axis=(0, 1, 2))
    cam = tf.squeeze(feat[0] @ weights[..., None])
    return np.maximum(cam.numpy(), 0)


img = tf.random.normal([1, 12, 12, 1])
print(heatmap2(img, classifier, "last_conv").shape, heatmap(img, classifier, "last_conv")[0].shape)
