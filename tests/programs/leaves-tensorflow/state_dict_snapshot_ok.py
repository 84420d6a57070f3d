# outcome: flows
import copy

import numpy as np
import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Dense(5, activation="tanh"), tf.keras.layers.Dense(1)])
x = np.random.randn(20, 2).astype(np.float32)
y = np.sum(x, axis=1, keepdims=True)
net(x)
sgd = tf.keras.optimizers.SGD(0.05)
best, best_weights = np.inf, net.get_weights()

for epoch in range(4):
    with tf.GradientTape() as tape:
        prediction = net(x)
        loss = tf.reduce_mean(np.square(y - y.mean()) * 0 + (prediction - y) ** 2)
        norm = np.sqrt(sum(np.sum(w**2) for w in net.get_weights()))
    if loss.numpy() < best:
        best, best_weights = loss.numpy(), copy.deepcopy(net.get_weights())
    grads = tape.gradient(loss, net.trainable_variables)
    sgd.apply_gradients(zip(grads, net.trainable_variables))
    print(f"{epoch}: {loss.numpy():.4f} |w| = {norm:.2f}")
net.set_weights(best_weights)
