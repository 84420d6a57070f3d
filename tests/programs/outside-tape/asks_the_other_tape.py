# outcome: none
import tensorflow as tf
from tensorflow.keras import Sequential, layers, optimizers

generator = Sequential([layers.Input((4,)), layers.Dense(6)])
discriminator = Sequential([layers.Input((6,)), layers.Dense(1)])
bce = tf.keras.losses.BinaryCrossentropy(from_logits=True)
g_opt, d_opt = optimizers.Adam(1e-4), optimizers.Adam(1e-4)


def train_step(real):
    noise = tf.random.normal((real.shape[0], 4))
    with tf.GradientTape() as gen_tape:
        fake = generator(noise)
        fake_score = discriminator(fake)
        g_loss = bce(tf.ones_like(fake_score), fake_score)  # error: [outside-tape]

    with tf.GradientTape(persistent=True) as disc_tape:
        real_score = discriminator(real)
        d_loss = bce(tf.ones_like(real_score), real_score)

    g_grads = disc_tape.gradient(g_loss, generator.trainable_variables)  # or: [outside-tape]
    d_grads = disc_tape.gradient(d_loss, discriminator.trainable_variables)
    return g_grads, d_grads


for batch in tf.data.Dataset.from_tensor_slices(tf.random.normal((8, 6))).batch(4).take(1):
    print(train_step(batch))
