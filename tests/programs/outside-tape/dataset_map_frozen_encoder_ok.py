# outcome: flows
"""Features are extracted in the input pipeline by a frozen extractor."""
import tensorflow as tf

extractor = tf.keras.Sequential([tf.keras.Input((6,)), tf.keras.layers.Dense(4, activation="tanh")])
top = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(1)])
raw = tf.data.Dataset.from_tensor_slices((tf.random.normal((12, 6)), tf.random.normal((12, 1)))).batch(4)
ds = raw.map(lambda x, y: (extractor(x), y))

opt = tf.keras.optimizers.Adam()
variables = top.trainable_variables
for feats, y in ds:
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((top(feats) - y) ** 2)
    grads = tape.gradient(loss, variables)
    opt.apply_gradients(zip(grads, variables))
