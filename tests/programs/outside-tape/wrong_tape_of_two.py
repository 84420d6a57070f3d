# outcome: none raises ValueError
"""Two tapes run one after the other; the generator's gradient is asked from the critic's tape."""
import tensorflow as tf

gen = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(3)])
crit = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
g_opt, c_opt = tf.keras.optimizers.SGD(0.1), tf.keras.optimizers.SGD(0.1)
z, real = tf.random.normal((4, 2)), tf.random.normal((4, 3))

with tf.GradientTape(persistent=True) as c_tape:
    fake = tf.stop_gradient(gen(z))
    c_loss = tf.reduce_mean(crit(fake)) - tf.reduce_mean(crit(real))
with tf.GradientTape() as g_tape:
    g_loss = -tf.reduce_mean(crit(gen(z)))  # error: [outside-tape]

c_grads = c_tape.gradient(c_loss, crit.trainable_variables)
g_grads = c_tape.gradient(g_loss, gen.trainable_variables)  # or: [outside-tape]
c_opt.apply_gradients(zip(c_grads, crit.trainable_variables))
g_opt.apply_gradients(zip(g_grads, gen.trainable_variables))
