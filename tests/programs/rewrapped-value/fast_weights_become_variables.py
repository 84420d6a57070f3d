# outcome: none
"""MAML on sine waves; the adapted weights must stay tensors."""
import tensorflow as tf

w1 = tf.Variable(tf.random.normal([1, 10], stddev=0.5))
w2 = tf.Variable(tf.random.normal([10, 1], stddev=0.5))
INNER_LR = 0.05


def forward(x, params):
    return tf.tanh(x @ params[0]) @ params[1]


def mse(x, y, params):
    return tf.reduce_mean((forward(x, params) - y) ** 2)


def adapt(x, y, params):
    with tf.GradientTape() as inner:
        loss = mse(x, y, params)
    grads = inner.gradient(loss, params)
    return [tf.Variable(p - INNER_LR * g) for p, g in zip(params, grads)]  # error: [rewrapped-value]


theta = [w1, w2]
x = tf.reshape(tf.linspace(-3.0, 3.0, 20), (-1, 1))
for amplitude in (0.5, 2.0):
    y = amplitude * tf.sin(x)
    with tf.GradientTape() as outer:
        fast = adapt(x[:10], y[:10], theta)
        meta_loss = mse(x[10:], y[10:], fast)
    meta_grads = outer.gradient(meta_loss, theta)
    print(meta_loss.numpy(), meta_grads)
