# outcome: part
import tensorflow as tf

params = {
    "w1": tf.Variable(tf.random.normal([3, 4])),
    "w2": tf.Variable(tf.random.normal([4, 1])),
}


def quantise(p, step=0.25):
    return {
        "w1": tf.round(p["w1"] / step) * step,  # warning: [non-differentiable-op]
        "w2": p["w2"],
    }


def forward(p, x):
    hidden = tf.nn.relu(x @ p["w1"] + 0.1)
    return hidden @ p["w2"]


x = tf.random.normal([8, 3])
y = tf.reduce_sum(x, axis=1, keepdims=True)

with tf.GradientTape() as tape:
    q = quantise(params)
    loss = tf.reduce_mean((forward(q, x) - y) ** 2)
grads = tape.gradient(loss, params)
for name, g in grads.items():
    print(name, "no gradient" if g is None else g.shape)
