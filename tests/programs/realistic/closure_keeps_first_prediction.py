# outcome: none raises ValueError
from functools import partial

import tensorflow as tf

net = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.SGD(0.05)
x = tf.random.normal((10, 2))
y = tf.reduce_sum(x, 1, keepdims=True)


def huber(pred, target, delta):
    err = tf.abs(pred - target)
    return tf.reduce_mean(tf.where(err <= delta, 0.5 * err**2, delta * (err - 0.5 * delta)))


loss_fn = partial(huber, net(x), delta=1.0)  # error: [outside-tape]

for _ in range(3):
    with tf.GradientTape() as tape:
        loss = loss_fn(y)
    grads = tape.gradient(loss, net.trainable_variables)
    opt.apply_gradients(zip(grads, net.trainable_variables))
