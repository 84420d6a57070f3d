# outcome: flows
import tensorflow as tf


class Dense(tf.Module):
    def __init__(self, n_in, n_out):
        self.w = tf.Variable(tf.random.normal([n_in, n_out]) / n_in**0.5)
        self.b = tf.Variable(tf.zeros([n_out]))

    def __call__(self, x):
        return x @ self.w + self.b


layers = [Dense(4, 8), Dense(8, 1)]
params = []
for layer in layers:
    params += list(layer.trainable_variables)

optimizer = tf.keras.optimizers.SGD(0.1)
x, y = tf.random.normal([10, 4]), tf.random.normal([10, 1])
with tf.GradientTape() as tape:
    h = x
    for layer in layers:
        h = layer(h)
    loss = tf.reduce_mean((h - y) ** 2)
grads = tape.gradient(loss, params)
optimizer.apply_gradients(zip(grads, params))
