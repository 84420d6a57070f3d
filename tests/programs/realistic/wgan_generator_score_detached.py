# outcome: none raises ValueError
import tensorflow as tf
from tensorflow.keras import layers, Sequential

Z = 3
generator = Sequential([layers.Input((Z,)), layers.Dense(16, activation="relu"), layers.Dense(2)])
critic = Sequential([layers.Input((2,)), layers.Dense(16), layers.LeakyReLU(0.2), layers.Dense(1)])
g_opt = tf.keras.optimizers.RMSprop(5e-5)
c_opt = tf.keras.optimizers.RMSprop(5e-5)


def sample_fake(n):
    z = tf.random.normal([n, Z])
    return tf.stop_gradient(generator(z, training=True))  # error: [stop-gradient]


def critic_step(real):
    with tf.GradientTape() as tape:
        fake = sample_fake(real.shape[0])
        loss = tf.reduce_mean(critic(fake)) - tf.reduce_mean(critic(real))
    grads = tape.gradient(loss, critic.trainable_variables)
    c_opt.apply_gradients(zip(grads, critic.trainable_variables))
    for w in critic.trainable_variables:
        w.assign(tf.clip_by_value(w, -0.01, 0.01))


def generator_step(n):
    with tf.GradientTape() as tape:
        loss = -tf.reduce_mean(critic(sample_fake(n)))
    grads = tape.gradient(loss, generator.trainable_variables)
    g_opt.apply_gradients(zip(grads, generator.trainable_variables))


for it in range(2):
    critic_step(tf.random.normal([8, 2]) + 4.0)
    generator_step(8)
