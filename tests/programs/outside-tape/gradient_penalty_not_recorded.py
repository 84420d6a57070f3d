# outcome: none raises ValueError
import tensorflow as tf

critic = tf.keras.Sequential([tf.keras.layers.Dense(8, activation="tanh"), tf.keras.layers.Dense(1)])
adam = tf.keras.optimizers.Adam(1e-3)


def gradient_penalty(samples):
    with tf.GradientTape() as gp_tape:
        gp_tape.watch(samples)
        score = critic(samples)
    slopes = gp_tape.gradient(score, samples)
    norm = tf.sqrt(tf.reduce_sum(slopes**2, axis=1) + 1e-12)
    return tf.reduce_mean((norm - 1.0) ** 2)


mixed = tf.random.normal((6, 3))
for _ in range(2):
    penalty = gradient_penalty(mixed)  # error: [outside-tape]
    with tf.GradientTape() as tape:
        loss = 10.0 * penalty
    grads = tape.gradient(loss, critic.trainable_variables)
    adam.apply_gradients(zip(grads, critic.trainable_variables))
