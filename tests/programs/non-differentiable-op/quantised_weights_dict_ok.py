# outcome: flows
import tensorflow as tf

params = {
    "w1": tf.Variable(tf.random.normal([3, 4])),
    "w2": tf.Variable(tf.random.normal([4, 1])),
}


def quantise(p, step=0.25):
    def snap(w):
        return w + tf.stop_gradient(tf.round(w / step) * step - w)

    return {name: snap(w) for name, w in p.items()}


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
    print(name, g.shape)
