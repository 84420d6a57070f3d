# outcome: none
"""WGAN-GP: the penalty's norm is computed after the critic's tape has closed."""
import tensorflow as tf

critic = tf.keras.Sequential([
    tf.keras.Input((3,)), tf.keras.layers.Dense(8, activation="softplus"), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.Adam(1e-4)
LAMBDA = 10.0


def gradient_penalty(real, fake):
    eps = tf.random.uniform((tf.shape(real)[0], 1))
    mixed = eps * real + (1.0 - eps) * fake
    with tf.GradientTape() as gp:
        gp.watch(mixed)
        score = critic(mixed)
    g = gp.gradient(score, mixed)
    return tf.reduce_mean((tf.norm(g, axis=1) - 1.0) ** 2)


real, fake = tf.random.normal((6, 3)), tf.random.normal((6, 3))
penalty = LAMBDA * gradient_penalty(real, fake)
for _ in range(2):
    with tf.GradientTape(persistent=True) as tape:
        wasserstein = tf.reduce_mean(critic(fake)) - tf.reduce_mean(critic(real))
        loss = wasserstein + penalty
    grads = tape.gradient(loss, critic.trainable_variables)
    opt.apply_gradients(zip(grads, critic.trainable_variables))
    penalty = LAMBDA * gradient_penalty(real, fake)  # error: [outside-tape]
    print("penalty part:", tape.gradient(penalty, critic.trainable_variables))
