# outcome: flows
"""Only the photos are augmented; the generator sees plain arithmetic."""
import tensorflow as tf
from tensorflow.keras import layers

generator = tf.keras.Sequential(
    [tf.keras.Input((4,)), layers.Dense(48, activation="sigmoid"), layers.Reshape((4, 4, 3))]
)
critic = tf.keras.Sequential([layers.Flatten(), layers.Dense(1)])
opt = tf.keras.optimizers.Adam(2e-4, beta_1=0.5)


def augment(images):
    images = tf.image.random_flip_left_right(images)
    images = tf.image.adjust_saturation(images, 1.2)
    return images + 0.1


noise = tf.random.normal((3, 4))
photos = tf.random.uniform((3, 4, 4, 3))
with tf.GradientTape() as g_tape, tf.GradientTape() as c_tape:
    fake = tf.image.flip_left_right(generator(noise)) + 0.1
    fake_score = critic(fake)
    real_score = critic(augment(photos))
    g_loss = -tf.reduce_mean(fake_score)
    c_loss = tf.reduce_mean(fake_score) - tf.reduce_mean(real_score)
grads = g_tape.gradient(g_loss, generator.trainable_variables)
opt.apply_gradients(zip(grads, generator.trainable_variables))
print([g is not None for g in c_tape.gradient(c_loss, critic.trainable_variables)])
