# outcome: part
"""Features are extracted in the input pipeline, though the extractor should be trained as well."""
import tensorflow as tf

extractor = tf.keras.Sequential([tf.keras.Input((6,)), tf.keras.layers.Dense(4, activation="relu")])
top = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(1)])
raw = tf.data.Dataset.from_tensor_slices((tf.random.normal((12, 6)), tf.random.normal((12, 1)))).batch(4)
ds = raw.map(lambda x, y: (extractor(x), y))  # warning: [outside-tape]

opt = tf.keras.optimizers.Adam()
variables = extractor.trainable_variables + top.trainable_variables
for feats, y in ds:  # or: [outside-tape]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((top(feats) - y) ** 2)
    grads = tape.gradient(loss, variables)
    opt.apply_gradients(zip(grads, variables))
