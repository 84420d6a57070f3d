# outcome: flows
import numpy as np
import tensorflow as tf

T = 50
betas = np.linspace(1e-4, 0.02, T, dtype=np.float32)
alpha_bar = np.cumprod(1.0 - betas)
sqrt_ab = tf.constant(np.sqrt(alpha_bar))
sqrt_1mab = tf.constant(np.sqrt(1 - alpha_bar))


def time_embedding(t, dim=8):
    half = dim // 2
    freqs = tf.exp(-tf.math.log(1e4) * tf.range(half, dtype=tf.float32) / half)
    ang = tf.cast(t, tf.float32)[:, None] * freqs[None]
    return tf.concat([tf.sin(ang), tf.cos(ang)], -1)


class Denoiser(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.temb = tf.keras.layers.Dense(16, activation="swish")
        self.inp = tf.keras.layers.Dense(16)
        self.mid = tf.keras.layers.Dense(16, activation="swish")
        self.out = tf.keras.layers.Dense(2)

    def call(self, inputs):
        x, t = inputs
        return self.out(self.mid(self.inp(x) + self.temb(time_embedding(t))))


model, ema = Denoiser(), Denoiser()
opt = tf.keras.optimizers.Adam(2e-3)


@tf.function
def train_step(x0):
    n = tf.shape(x0)[0]
    t = tf.random.uniform([n], 0, T, dtype=tf.int32)
    noise = tf.random.normal(tf.shape(x0))
    xt = tf.gather(sqrt_ab, t)[:, None] * x0 + tf.gather(sqrt_1mab, t)[:, None] * noise
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model([xt, t]) - noise))
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
    for w, e in zip(model.trainable_variables, ema.trainable_variables):
        e.assign(0.999 * e + 0.001 * w)
    return loss


x = tf.random.normal([16, 2])
_ = model([x, tf.zeros(16, tf.int32)]), ema([x, tf.zeros(16, tf.int32)])
for _ in range(3):
    print(train_step(x).numpy())
