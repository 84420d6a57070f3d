# outcome: flows
"""What a model that comes ready-made answers is computed from what each of its layers gives."""
import numpy as np
import tensorflow as tf

base = tf.keras.applications.MobileNetV2(weights=None, input_shape=(32, 32, 3))
both = tf.keras.models.Model([base.inputs], [base.get_layer("Conv_1").output, base.output])
image = np.random.rand(1, 32, 32, 3).astype("float32")

with tf.GradientTape() as tape:
    features, scores = both(image)
    best = scores[:, tf.argmax(scores[0])]
grads = tape.gradient(best, features)
weights = tf.reduce_mean(grads, axis=(0, 1, 2))
heatmap = tf.nn.relu(features[0] @ weights[..., tf.newaxis])
print(heatmap.shape)
