# outcome: part
import numpy as np
import tensorflow as tf

CONFIG = {"center": 3, "width": 2.0}


def parameters(cfg):
    return {k: tf.Variable(v, name=k) for k, v in cfg.items()}


p = [tf.Variable(CONFIG["width"]), tf.Variable(np.array([1, 2, 3]))]  # warning: [integer-dtype]


def bump(x):
    width, offsets = p
    return tf.reduce_sum(tf.exp(-((x[:, None] - tf.cast(offsets, tf.float32)) ** 2) / width), 1)


x = tf.linspace(-1.0, 1.0, 11)
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((bump(x) - tf.cos(x)) ** 2)
    grads = tape.gradient(loss, p)
    for g, v in zip(grads, p):
        if g is not None:
            v.assign_sub(0.1 * g)
    print(loss.numpy(), grads[1])
