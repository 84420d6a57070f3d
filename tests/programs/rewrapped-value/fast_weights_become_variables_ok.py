# outcome: flows
"""MAML on sine waves; the adapted weights stay tensors."""
import tensorflow as tf

w1 = tf.Variable(tf.random.normal([1, 10], stddev=0.5))
w2 = tf.Variable(tf.random.normal([10, 1], stddev=0.5))
INNER_LR = 0.05


def forward(x, params):
    return tf.tanh(x @ params[0]) @ params[1]


def mse(x, y, params):
    return tf.reduce_mean((forward(x, params) - y) ** 2)


def adapt(x, y, params, steps=2):
    fast = list(params)
    for _ in range(steps):
        with tf.GradientTape() as inner:
            inner.watch(fast)
            loss = mse(x, y, fast)
        grads = inner.gradient(loss, fast)
        fast = [p - INNER_LR * g for p, g in zip(fast, grads)]
    return fast


theta = [w1, w2]
meta_opt = tf.keras.optimizers.Adam(1e-3)
x = tf.reshape(tf.linspace(-3.0, 3.0, 20), (-1, 1))
for amplitude in (0.5, 2.0):
    y = amplitude * tf.sin(x)
    with tf.GradientTape() as outer:
        fast = adapt(x[:10], y[:10], theta)
        meta_loss = mse(x[10:], y[10:], fast)
    meta_grads = outer.gradient(meta_loss, theta)
    meta_opt.apply_gradients(zip(meta_grads, theta))
