# outcome: flows
import tensorflow as tf

params = {
    "W1": tf.Variable(tf.random.normal((3, 8), stddev=0.3)),
    "b1": tf.Variable(tf.zeros((8,))),
    "W2": tf.Variable(tf.random.normal((8, 1), stddev=0.3)),
}


def net(p, x):
    return tf.nn.relu(x @ p["W1"] + p["b1"]) @ p["W2"]


def update(p, grads, lr):
    for name in p:
        p[name].assign_sub(lr * grads[name])
    return {name: p[name] for name in p}


x = tf.random.uniform((16, 3))
y = tf.reduce_prod(x, axis=1, keepdims=True)
for it in range(4):
    with tf.GradientTape() as tape:
        cost = tf.reduce_mean(tf.abs(net(params, x) - y))
    grads = tape.gradient(cost, params)
    params = update(params, grads, 0.01)
    print(it, float(cost))
