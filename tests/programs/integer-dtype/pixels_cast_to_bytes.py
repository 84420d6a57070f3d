# outcome: none raises ValueError
import tensorflow as tf
from tensorflow.keras import layers

decoder = tf.keras.Sequential([layers.Dense(12, activation="sigmoid"), layers.Reshape((2, 2, 3))])
opt = tf.keras.optimizers.Adam()


def to_image(activations):
    return tf.cast(activations * 255.0, tf.uint8)  # error: [integer-dtype]


def pixel_loss(a, b):
    return tf.reduce_mean(tf.abs(tf.cast(a, tf.float32) - tf.cast(b, tf.float32)))


codes = tf.random.normal((3, 4))
photos = tf.cast(tf.random.uniform((3, 2, 2, 3), maxval=256, dtype=tf.int32), tf.uint8)
with tf.GradientTape() as tape:
    loss = pixel_loss(to_image(decoder(codes)), photos)
gradients = tape.gradient(loss, decoder.trainable_variables)
opt.apply_gradients(zip(gradients, decoder.trainable_variables))
