# outcome: stuck
import tensorflow as tf

features = tf.random.normal((60, 4), seed=21)
goal = tf.reduce_sum(features * [1.0, -2.0, 0.5, 3.0], axis=1, keepdims=True)


def initial(seed):
    return {
        "hidden": tf.Variable(tf.random.stateless_normal((4, 8), [seed, 0])),  # or: [fresh-variable]
        "out": tf.Variable(tf.random.stateless_normal((8, 1), [seed, 1])),  # or: [fresh-variable]
    }


def forward(weights, x):
    return tf.nn.tanh(x @ weights["hidden"]) @ weights["out"]


for epoch in range(5):
    weights = initial(seed=3)  # warning: [fresh-variable]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((forward(weights, features) - goal) ** 2)
    grads = tape.gradient(loss, weights)
    for key in weights:
        weights[key].assign_sub(0.1 * grads[key])
    print(epoch, loss.numpy())
