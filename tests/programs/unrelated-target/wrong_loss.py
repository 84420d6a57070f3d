# outcome: none
import tensorflow as tf


def net(i, o, name):
    return tf.keras.Sequential([tf.keras.Input((i,)), tf.keras.layers.Dense(8, "relu"), tf.keras.layers.Dense(o)], name=name)


class AdvTrainer:
    def __init__(self):
        self.gen, self.disc = net(2, 3, "gen"), net(3, 1, "disc")
        self.opt = {"gen": tf.keras.optimizers.Adam(), "disc": tf.keras.optimizers.Adam()}

    def step(self, real):
        z = tf.random.normal((real.shape[0], 2))
        with tf.GradientTape(persistent=True) as tape:
            fake = self.gen(z)
            score = self.disc(real)
            d_loss = tf.reduce_mean(tf.nn.softplus(-score))  # or: [unused-source]
            g_loss = -tf.reduce_mean(fake**2)
        dg = tape.gradient(g_loss, self.gen.trainable_variables)
        dd = tape.gradient(g_loss, self.disc.trainable_variables)  # error: [unrelated-target]
        self.opt["gen"].apply_gradients(zip(dg, self.gen.trainable_variables))
        print([d is None for d in dd], d_loss.numpy())


AdvTrainer().step(tf.random.normal((4, 3)))
