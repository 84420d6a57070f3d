# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers

decoder = tf.keras.Sequential([layers.Dense(12, activation="sigmoid"), layers.Reshape((2, 2, 3))])
opt = tf.keras.optimizers.Adam()


def to_image(activations):
    return tf.cast(activations * 255.0, tf.uint8)


codes = tf.random.normal((3, 4))
photos = tf.cast(tf.random.uniform((3, 2, 2, 3), maxval=256, dtype=tf.int32), tf.uint8)
with tf.GradientTape() as tape:
    pictures = decoder(codes)
    preview = to_image(pictures)
    loss = tf.reduce_mean(tf.abs(pictures - tf.cast(photos, tf.float32) / 255.0))
gradients = tape.gradient(loss, decoder.trainable_variables)
opt.apply_gradients(zip(gradients, decoder.trainable_variables))
print(tf.io.encode_png(preview[0]).numpy()[:4])
