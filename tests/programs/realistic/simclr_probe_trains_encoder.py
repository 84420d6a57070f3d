# outcome: part
"""The linear probe should leave the encoder alone, yet its optimizer is given both."""
import tensorflow as tf
from tensorflow import keras

encoder = keras.Sequential([keras.Input((8,)), keras.layers.Dense(16, "relu")])
probe = keras.Sequential([keras.Input((16,)), keras.layers.Dense(3)])
opt = keras.optimizers.Adam(1e-3)
x = tf.random.normal((24, 8))
y = tf.random.uniform((24,), maxval=3, dtype=tf.int32)
everything = encoder.trainable_variables + probe.trainable_variables

for _ in range(2):
    features = encoder(x, training=False)  # warning: [outside-tape]
    with tf.GradientTape() as tape:
        logits = probe(features)
        loss = tf.reduce_mean(
            keras.losses.sparse_categorical_crossentropy(y, logits, from_logits=True)
        )
    grads = tape.gradient(loss, everything)
    opt.apply_gradients(zip(grads, everything))
