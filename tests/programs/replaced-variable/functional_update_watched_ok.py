# outcome: flows
import tensorflow as tf

layers = [tf.random.normal((2, 4)), tf.random.normal((4, 1))]
x, y = tf.random.normal((8, 2)), tf.random.normal((8, 1))


def mlp(x, ws):
    for w in ws[:-1]:
        x = tf.nn.tanh(x @ w)
    return x @ ws[-1]


def sgd(ws, gs, lr=0.1):
    return [w - lr * g for w, g in zip(ws, gs)]


for _ in range(3):
    with tf.GradientTape() as tape:
        for w in layers:
            tape.watch(w)
        loss = tf.reduce_mean((mlp(x, layers) - y) ** 2)
    grads = tape.gradient(loss, layers)
    layers = sgd(layers, grads)
