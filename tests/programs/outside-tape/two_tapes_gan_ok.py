# outcome: flows
import tensorflow as tf
from tensorflow.keras import Sequential, layers, optimizers

generator = Sequential([layers.Input((4,)), layers.Dense(6)])
discriminator = Sequential([layers.Input((6,)), layers.Dense(1)])
bce = tf.keras.losses.BinaryCrossentropy(from_logits=True)
g_opt, d_opt = optimizers.Adam(1e-4), optimizers.Adam(1e-4)


def train_step(real):
    noise = tf.random.normal((real.shape[0], 4))
    with tf.GradientTape() as gen_tape, tf.GradientTape() as disc_tape:
        fake = generator(noise, training=True)
        real_score = discriminator(real, training=True)
        fake_score = discriminator(fake, training=True)
        g_loss = bce(tf.ones_like(fake_score), fake_score)
        d_loss = bce(tf.ones_like(real_score), real_score)
        d_loss += bce(tf.zeros_like(fake_score), fake_score)

    g_grads = gen_tape.gradient(g_loss, generator.trainable_variables)
    d_grads = disc_tape.gradient(d_loss, discriminator.trainable_variables)
    g_opt.apply_gradients(zip(g_grads, generator.trainable_variables))
    d_opt.apply_gradients(zip(d_grads, discriminator.trainable_variables))


for batch in tf.data.Dataset.from_tensor_slices(tf.random.normal((8, 6))).batch(4):
    train_step(batch)
