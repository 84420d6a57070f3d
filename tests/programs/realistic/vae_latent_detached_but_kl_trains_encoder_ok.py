# outcome: flows
"""Two-stage idea: the decoder learns on detached codes, the encoder only through the KL term."""
import tensorflow as tf
from tensorflow.keras import layers

encoder = tf.keras.Sequential([layers.Dense(8, activation="relu"), layers.Dense(4)])
decoder = tf.keras.Sequential([layers.Dense(8, activation="relu"), layers.Dense(6)])
opt = tf.keras.optimizers.Adam(1e-3)
x = tf.random.normal((16, 6))

for step in range(3):
    with tf.GradientTape() as tape:
        mean, log_var = tf.split(encoder(x), 2, axis=1)
        z = tf.stop_gradient(mean + tf.exp(0.5 * log_var) * tf.random.normal((16, 2)))
        recon = tf.reduce_mean((decoder(z) - x) ** 2)
        kl = -0.5 * tf.reduce_mean(1 + log_var - mean**2 - tf.exp(log_var))
        loss = recon + 0.1 * kl
    variables = encoder.trainable_variables + decoder.trainable_variables
    opt.apply_gradients(zip(tape.gradient(loss, variables), variables))
    print(step, recon.numpy(), kl.numpy())
