# outcome: none
import tensorflow as tf

w = tf.Variable([[0.3], [0.1]])
b = tf.Variable([0.0])


def predict(x, w, b):
    return x @ w + b


def adapt(x, y, lr=0.1):
    with tf.GradientTape() as inner:
        loss = tf.reduce_mean((predict(x, w, b) - y) ** 2)
    gw, gb = inner.gradient(loss, [w, b])
    fast_w = tf.Variable(w - lr * gw)  # or: [rewrapped-value]
    fast_b = tf.Variable(b - lr * gb)  # error: [rewrapped-value]
    return fast_w, fast_b


opt = tf.keras.optimizers.SGD(0.01)
x, y = tf.random.normal((6, 2)), tf.random.normal((6, 1))
for it in range(2):
    with tf.GradientTape() as outer:
        fw, fb = adapt(x, y)
        meta = tf.reduce_mean((predict(x, fw, fb) - y) ** 2)
    grads = outer.gradient(meta, [w, b])
    for g, v in zip(grads, [w, b]):
        if g is not None:
            v.assign_sub(0.01 * g)
    print(it, meta.numpy())
