# outcome: none raises AttributeError
import tensorflow as tf

classifier = tf.keras.Sequential(
    [tf.keras.layers.Flatten(), tf.keras.layers.Dense(8, "relu"), tf.keras.layers.Dense(3)]
)
raw = tf.random.uniform((2, 6, 6, 1))


def preprocess(img):
    return (img - 0.5) / 0.5


normalized = preprocess(raw)
with tf.GradientTape() as tape:
    tape.watch(normalized)
    logits = classifier(preprocess(raw))  # error: [unrelated-target]
    top = tf.reduce_max(logits, axis=1)
saliency = tape.gradient(top, normalized)  # or: [foreign-sources]
print(saliency.shape)
