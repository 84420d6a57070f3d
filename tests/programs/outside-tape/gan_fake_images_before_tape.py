# outcome: none raises ValueError
import tensorflow as tf
from tensorflow.keras import layers, Sequential

LATENT = 4


def make_generator():
    return Sequential([layers.Input((LATENT,)), layers.Dense(16, activation="relu"), layers.Dense(6)])


def make_discriminator():
    return Sequential([layers.Input((6,)), layers.Dense(16, activation="relu"), layers.Dense(1)])


gen, disc = make_generator(), make_discriminator()
g_opt = tf.keras.optimizers.Adam(1e-4)
d_opt = tf.keras.optimizers.Adam(1e-4)
bce = tf.keras.losses.BinaryCrossentropy(from_logits=True)


def train_step(real):
    noise = tf.random.normal((tf.shape(real)[0], LATENT))
    fake = gen(noise, training=True)  # error: [outside-tape]

    with tf.GradientTape() as d_tape:
        real_out = disc(real, training=True)
        fake_out = disc(fake, training=True)
        d_loss = bce(tf.ones_like(real_out), real_out) + bce(tf.zeros_like(fake_out), fake_out)
    d_grads = d_tape.gradient(d_loss, disc.trainable_variables)
    d_opt.apply_gradients(zip(d_grads, disc.trainable_variables))

    with tf.GradientTape() as g_tape:
        fake_out = disc(fake, training=True)
        g_loss = bce(tf.ones_like(fake_out), fake_out)
    g_grads = g_tape.gradient(g_loss, gen.trainable_variables)
    g_opt.apply_gradients(zip(g_grads, gen.trainable_variables))
    return d_loss, g_loss


for images in tf.data.Dataset.from_tensor_slices(tf.random.normal((12, 6))).batch(4):
    print(*train_step(images))
