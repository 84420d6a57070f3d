# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers


def sn(layer):
    return layers.SpectralNormalization(layer, power_iterations=2)


critic = tf.keras.Sequential([sn(layers.Dense(8)), layers.LeakyReLU(), sn(layers.Dense(1))])
gen = tf.keras.Sequential([layers.Dense(4, "relu"), layers.Dense(2)])
z, real = tf.random.normal([6, 3]), tf.random.normal([6, 2])
c_opt, g_opt = tf.keras.optimizers.Adam(1e-3), tf.keras.optimizers.Adam(1e-3)
for _ in range(2):
    with tf.GradientTape() as tape:
        fake = tf.stop_gradient(gen(z))
        hinge = tf.reduce_mean(tf.nn.relu(1 - critic(real, training=True)))
        hinge += tf.reduce_mean(tf.nn.relu(1 + critic(fake, training=True)))
    c_opt.apply_gradients(zip(tape.gradient(hinge, critic.trainable_variables), critic.trainable_variables))
    with tf.GradientTape() as tape:
        g_loss = -tf.reduce_mean(critic(gen(z)))
    g_opt.apply_gradients(zip(tape.gradient(g_loss, gen.trainable_variables), gen.trainable_variables))
single = sn(layers.Dense(2))
with tf.GradientTape() as tape:
    out = tf.reduce_sum(single(real, training=True) ** 2)
print([g.shape for g in tape.gradient(out, single.trainable_variables)])
