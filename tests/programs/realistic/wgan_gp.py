# outcome: flows
import tensorflow as tf
from tensorflow import keras

critic = keras.Sequential([keras.layers.Dense(8, activation="tanh"), keras.layers.Dense(1)])
gen = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(3)])
c_opt = keras.optimizers.Adam(1e-4, beta_1=0.5)
g_opt = keras.optimizers.Adam(1e-4, beta_1=0.5)
N_CRITIC = 2


def gradient_penalty(real, fake):
    eps = tf.random.uniform([tf.shape(real)[0], 1])
    mid = real + eps * (fake - real)
    with tf.GradientTape() as gp:
        gp.watch(mid)
        score = critic(mid)
    slopes = tf.norm(gp.gradient(score, mid) + 1e-8, axis=1)
    return tf.reduce_mean((slopes - 1.0) ** 2)


for step in range(2):
    real = tf.random.normal([6, 3])
    for _ in range(N_CRITIC):
        fake = gen(tf.random.normal([6, 2]))
        with tf.GradientTape() as tape:
            wdist = tf.reduce_mean(critic(fake)) - tf.reduce_mean(critic(real))
            loss = wdist + 10 * gradient_penalty(real, fake)
        # the bias of the last layer cancels in wdist and doesn't move the penalty,
        # but it is read, so its gradient is a number
        grads = tape.gradient(loss, critic.trainable_variables)
        c_opt.apply_gradients(zip(grads, critic.trainable_variables))
    with tf.GradientTape() as tape:
        g_loss = -tf.reduce_mean(critic(gen(tf.random.normal([6, 2]))))
    g_opt.apply_gradients(zip(tape.gradient(g_loss, gen.trainable_variables), gen.trainable_variables))
