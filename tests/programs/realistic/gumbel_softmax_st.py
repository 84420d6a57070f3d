# outcome: flows
import tensorflow as tf


def sample_gumbel(shape, eps=1e-20):
    u = tf.random.uniform(shape)
    return -tf.math.log(-tf.math.log(u + eps) + eps)


def gumbel_softmax(logits, tau=1.0, hard=True):
    y = tf.nn.softmax((logits + sample_gumbel(tf.shape(logits))) / tau)
    if hard:
        y_hard = tf.cast(tf.equal(y, tf.reduce_max(y, 1, keepdims=True)), y.dtype)
        y = tf.stop_gradient(y_hard - y) + y
    return y


enc = tf.keras.layers.Dense(6)
dec = tf.keras.layers.Dense(4)
x = tf.random.normal([5, 4])
tau = 1.0
opt = tf.keras.optimizers.Adam(1e-2)
for step in range(3):
    with tf.GradientTape() as tape:
        logits = enc(x)
        z = gumbel_softmax(logits, tau)
        q = tf.nn.softmax(logits)
        kl = tf.reduce_mean(tf.reduce_sum(q * (tf.math.log(q + 1e-9) - tf.math.log(1 / 6)), 1))
        loss = tf.reduce_mean((dec(z) - x) ** 2) + 0.01 * kl
    ws = enc.trainable_weights + dec.trainable_weights
    opt.apply_gradients(zip(tape.gradient(loss, ws), ws))
    tau = max(0.5, tau * 0.9)
    codes = tf.argmax(z, 1).numpy()
print(codes)
