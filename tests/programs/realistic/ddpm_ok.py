# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras

T = 50
betas = np.linspace(1e-4, 0.02, T, dtype=np.float32)
alphas = 1.0 - betas
alpha_bar = tf.constant(np.cumprod(alphas))


class EpsilonNet(keras.Model):
    def __init__(self):
        super().__init__()
        self.time = keras.layers.Embedding(T, 8)
        self.a, self.b = keras.layers.Dense(16, activation="silu"), keras.layers.Dense(2)

    def call(self, x, t):
        return self.b(self.a(tf.concat([x, self.time(t)], axis=-1)))


def q_sample(x0, t, noise):
    ab = tf.gather(alpha_bar, t)[:, None]
    return tf.sqrt(ab) * x0 + tf.sqrt(1.0 - ab) * noise


@tf.function
def train_step(model, x0):
    t = tf.random.uniform((x0.shape[0],), maxval=T, dtype=tf.int32)
    noise = tf.random.normal(x0.shape)
    with tf.GradientTape() as tape:
        eps = model(q_sample(x0, t, noise), t)
        loss = tf.reduce_mean(tf.square(noise - eps))
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
    return loss


def sample(model, n):
    x = np.random.randn(n, 2).astype(np.float32)
    for step in reversed(range(0, T, 10)):
        eps = model(x, np.full(n, step)).numpy()
        x = (x - betas[step] / np.sqrt(1 - alpha_bar.numpy()[step]) * eps) / np.sqrt(alphas[step])
    return x


net = EpsilonNet()
net(tf.zeros((1, 2)), tf.zeros((1,), tf.int32))
opt = keras.optimizers.Adam(1e-3)
opt.build(net.trainable_variables)
for _ in range(2):
    print(float(train_step(net, tf.random.normal((8, 2)))))
print(sample(net, 3).shape)
