# outcome: none
import tensorflow as tf

params = {"enc": [tf.Variable(tf.ones((2, 2))), tf.Variable(tf.zeros(2))], "dec": (tf.Variable(tf.ones((2, 1))),)}


def frozen(tree):
    if isinstance(tree, dict):
        return {k: frozen(v) for k, v in tree.items()}
    if isinstance(tree, (list, tuple)):
        return type(tree)(frozen(v) for v in tree)
    return tf.stop_gradient(tree)  # error: [stop-gradient]


def apply(p, x):
    h = tf.tanh(x @ p["enc"][0] + p["enc"][1])
    return h @ p["dec"][0]


with tf.GradientTape() as tape:
    loss = tf.reduce_mean(apply(frozen(params), tf.ones((3, 2))) ** 2)
print(tape.gradient(loss, params))
