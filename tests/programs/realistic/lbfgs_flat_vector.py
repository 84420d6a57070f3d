# outcome: flows
import numpy as np
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((1,)), tf.keras.layers.Dense(5, activation="tanh"), tf.keras.layers.Dense(1)])
x = np.linspace(-1, 1, 30)[:, None].astype(np.float32)
y = np.sin(3 * x)
shapes = [tuple(v.shape) for v in model.trainable_variables]
sizes = [int(np.prod(s)) for s in shapes]


def set_weights(flat):
    for v, chunk, s in zip(model.trainable_variables, np.split(flat, np.cumsum(sizes)[:-1]), shapes):
        v.assign(chunk.reshape(s).astype(np.float32))


def value_and_grad(flat):
    set_weights(flat)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - y) ** 2)
    grads = tape.gradient(loss, model.trainable_variables)
    flat_grad = tf.concat([tf.reshape(g, [-1]) for g in grads], 0)
    return loss.numpy().astype(np.float64), flat_grad.numpy().astype(np.float64)


theta = np.concatenate([v.numpy().ravel() for v in model.trainable_variables]).astype(np.float64)
f, g = value_and_grad(theta)
for k in range(5):  # backtracking gradient descent in place of scipy.optimize
    t = 1.0
    while t > 1e-6 and value_and_grad(theta - t * g)[0] > f - 0.5 * t * (g @ g):
        t /= 2
    theta = theta - t * g
    f, g = value_and_grad(theta)
print(f)
