# outcome: flows
"""WGAN with gradient penalty on two-dimensional toy data."""
import tensorflow as tf
from tensorflow.keras import layers, Sequential

LAMBDA, N_CRITIC, Z = 10.0, 2, 3

generator = Sequential([layers.Input((Z,)), layers.Dense(16, activation="relu"), layers.Dense(2)])
critic = Sequential([layers.Input((2,)), layers.Dense(16), layers.LeakyReLU(0.2), layers.Dense(1)])
g_opt = tf.keras.optimizers.Adam(1e-4, beta_1=0.0, beta_2=0.9)
c_opt = tf.keras.optimizers.Adam(1e-4, beta_1=0.0, beta_2=0.9)


def gradient_penalty(real, fake):
    alpha = tf.random.uniform([tf.shape(real)[0], 1])
    mixed = alpha * real + (1.0 - alpha) * fake
    with tf.GradientTape() as gp_tape:
        gp_tape.watch(mixed)
        scores = critic(mixed, training=True)
    grads = gp_tape.gradient(scores, [mixed])[0]
    norm = tf.sqrt(tf.reduce_sum(tf.square(grads), axis=1) + 1e-12)
    return tf.reduce_mean((norm - 1.0) ** 2)


@tf.function
def critic_step(real):
    z = tf.random.normal([tf.shape(real)[0], Z])
    with tf.GradientTape() as tape:
        fake = tf.stop_gradient(generator(z, training=True))
        wasserstein = tf.reduce_mean(critic(fake)) - tf.reduce_mean(critic(real))
        loss = wasserstein + LAMBDA * gradient_penalty(real, fake)
    grads = tape.gradient(loss, critic.trainable_variables)
    # The output bias shifts both scores alike and cancels, but TensorFlow still connects it.
    c_opt.apply_gradients(zip(grads, critic.trainable_variables))
    return -wasserstein


@tf.function
def generator_step(n):
    with tf.GradientTape() as tape:
        loss = -tf.reduce_mean(critic(generator(tf.random.normal([n, Z]), training=True)))
    grads = tape.gradient(loss, generator.trainable_variables)
    g_opt.apply_gradients(zip(grads, generator.trainable_variables))
    return loss


for it in range(2):
    for _ in range(N_CRITIC):
        distance = critic_step(tf.random.normal([8, 2]) + 4.0)
    print(it, float(distance), float(generator_step(8)))
