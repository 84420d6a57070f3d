# outcome: flows
"""A latent value is moved by noise that NumPy draws."""
import numpy as np
import tensorflow as tf

encoder = tf.keras.layers.Dense(4)
decoder = tf.keras.layers.Dense(3)


def draw(center, spread):
    noise = np.random.normal(size=center.shape)
    return center + tf.exp(0.5 * spread) * tf.cast(noise, tf.float32)


x = tf.random.normal((5, 3))
decoder.build((None, 2))
with tf.GradientTape() as tape:
    center, spread = tf.split(encoder(x), 2, axis=1)
    loss = tf.reduce_mean(tf.square(decoder(draw(center, spread)) - x))
print(tape.gradient(loss, encoder.trainable_variables))
