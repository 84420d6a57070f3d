# outcome: raises RuntimeError
import tensorflow as tf
from tensorflow.keras import Sequential, layers


def net(out):
    return Sequential([layers.Input((4,)), layers.Dense(8, activation="relu"), layers.Dense(out)])


G, F, DX, DY = net(4), net(4), net(1), net(1)
opts = [tf.keras.optimizers.Adam(2e-4, beta_1=0.5) for _ in range(4)]
bce = tf.keras.losses.BinaryCrossentropy(from_logits=True)


def generator_loss(fake_logits):
    return bce(tf.ones_like(fake_logits), fake_logits)


def discriminator_loss(real_logits, fake_logits):
    real = bce(tf.ones_like(real_logits), real_logits)
    return 0.5 * (real + bce(tf.zeros_like(fake_logits), fake_logits))


def train_step(x, y):
    with tf.GradientTape() as tape:
        fake_y, fake_x = G(x), F(y)
        cycle = tf.reduce_mean(tf.abs(F(fake_y) - x)) + tf.reduce_mean(tf.abs(G(fake_x) - y))
        losses = [
            generator_loss(DY(fake_y)) + 10 * cycle,
            generator_loss(DX(fake_x)) + 10 * cycle,
            discriminator_loss(DX(x), DX(fake_x)),
            discriminator_loss(DY(y), DY(fake_y)),
        ]
    for loss, model, opt in zip(losses, (G, F, DX, DY), opts):
        grads = tape.gradient(loss, model.trainable_variables)  # error: [tape-reused]
        opt.apply_gradients(zip(grads, model.trainable_variables))


train_step(tf.random.normal((5, 4)), tf.random.normal((5, 4)))
