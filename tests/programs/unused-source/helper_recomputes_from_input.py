# outcome: part
"""The residual helper gets the encoded features and uses the raw input."""
import tensorflow as tf

stem = tf.keras.layers.Dense(4, name="stem")
body = tf.keras.layers.Dense(4, name="body")
for layer in (stem, body):
    layer.build((None, 4))


def residual(features, raw):
    return raw + body(raw)  # warning: [unused-source]


x = tf.random.normal((3, 4))
with tf.GradientTape() as tape:
    h = stem(x)
    out = residual(h, x)
    loss = tf.reduce_mean(out ** 2)
params = stem.trainable_variables + body.trainable_variables
print([g is None for g in tape.gradient(loss, params)])
