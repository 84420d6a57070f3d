# outcome: part
import tensorflow as tf

w = tf.Variable(tf.random.normal((3, 2)), name="w")
w_ema = tf.Variable(w, trainable=False, name="w_ema")
b = tf.Variable(tf.zeros(2), name="b")


def averaged(decay=0.5):
    w_ema.assign(decay * w_ema + (1.0 - decay) * w)  # warning: [state-write]
    return w_ema


x = tf.random.normal((5, 3))
for _ in range(2):
    with tf.GradientTape() as tape:
        y = tf.matmul(x, averaged()) + b
        loss = tf.reduce_mean(y ** 2)
    gw, gb = tape.gradient(loss, [w, b])
    if gw is not None:
        w.assign_sub(0.1 * gw)
    b.assign_sub(0.1 * gb)
