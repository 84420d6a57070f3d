# outcome: raises ValueError
import tensorflow as tf
from tensorflow.keras import Sequential, layers, losses, optimizers

generator = Sequential([layers.Input((3,)), layers.Dense(8, "relu"), layers.Dense(5)])
discriminator = Sequential([layers.Input((5,)), layers.Dense(4, "relu"), layers.Dense(1)])
bce = losses.BinaryCrossentropy(from_logits=True)
generator_optimizer = optimizers.Adam(1e-4)
discriminator_optimizer = optimizers.Adam(1e-4)


@tf.function
def train_step(images):
    noise = tf.random.normal([4, 3])
    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        fake = discriminator(generator(noise, training=True), training=True)
        real = discriminator(images, training=True)
        gen_loss = bce(tf.ones_like(fake), fake)
        disc_loss = bce(tf.ones_like(real), real) + bce(tf.zeros_like(fake), fake)
    g_grads = gen_tape.gradient(gen_loss, generator.trainable_variables)
    d_grads = disc_tape.gradient(disc_loss, discriminator.trainable_variables)
    generator_optimizer.apply_gradients(
        zip(d_grads, generator.trainable_variables)  # error: [mismatched-gradients]
    )
    discriminator_optimizer.apply_gradients(
        zip(g_grads, discriminator.trainable_variables)  # or: [mismatched-gradients]
    )


train_step(tf.random.normal([4, 5]))
