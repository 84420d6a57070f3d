# outcome: flows
import tensorflow as tf

classifier = tf.keras.Sequential(
    [tf.keras.layers.Flatten(), tf.keras.layers.Dense(8, "relu"), tf.keras.layers.Dense(3)]
)
raw = tf.random.uniform((2, 6, 6, 1))


def preprocess(img):
    return (img - 0.5) / 0.5


with tf.GradientTape(persistent=True) as tape:
    tape.watch(raw)
    normalized = preprocess(raw)
    logits = classifier(normalized)
    top = tf.reduce_max(logits, axis=1)
saliency = tape.gradient(top, normalized)
raw_saliency = tape.gradient(top, raw)
del tape
print(saliency.shape, tf.reduce_max(tf.abs(raw_saliency)).numpy())
