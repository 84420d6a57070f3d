# outcome: raises LookupError
"""Differentiable augmentation for a small GAN (it isn't differentiable yet)."""
import tensorflow as tf
from tensorflow.keras import layers

generator = tf.keras.Sequential(
    [tf.keras.Input((4,)), layers.Dense(48, activation="sigmoid"), layers.Reshape((4, 4, 3))]
)
critic = tf.keras.Sequential([layers.Flatten(), layers.Dense(1)])
opt = tf.keras.optimizers.Adam(2e-4, beta_1=0.5)


def augment(images):
    images = tf.image.random_flip_left_right(images)
    images = tf.image.adjust_saturation(images, 1.2)  # error: [non-differentiable-op]
    return images + 0.1


noise = tf.random.normal((3, 4))
with tf.GradientTape() as tape:
    fake = augment(generator(noise))
    loss = -tf.reduce_mean(critic(fake))
grads = tape.gradient(loss, generator.trainable_variables)
opt.apply_gradients(zip(grads, generator.trainable_variables))
