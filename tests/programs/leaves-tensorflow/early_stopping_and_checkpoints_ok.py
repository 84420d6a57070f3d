# outcome: flows
import numpy as np
import tensorflow as tf


class EarlyStopping:
    def __init__(self, patience):
        self.patience, self.best, self.waited = patience, float("inf"), 0

    def __call__(self, value):
        value = float(value)
        if value < self.best:
            self.best, self.waited = value, 0
        else:
            self.waited += 1
        return self.waited > self.patience


net = tf.keras.Sequential([tf.keras.layers.Dense(4, "relu"), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.Adam()
x = np.random.randn(24, 3).astype("float32")
y = np.tanh(x.sum(1, keepdims=True))
stop = EarlyStopping(patience=1)
confusion = np.zeros((2, 2), dtype=int)

for epoch in range(4):
    epoch_losses = []
    for i in range(0, len(x), 8):
        with tf.GradientTape() as tape:
            out = net(x[i : i + 8], training=True)
            loss = tf.reduce_mean((out - y[i : i + 8]) ** 2)
            epoch_losses.append(loss.numpy())
            decided = (out.numpy() > 0).astype(int).ravel()
            np.add.at(confusion, ((y[i : i + 8].ravel() > 0).astype(int), decided), 1)
        grads = tape.gradient(loss, net.trainable_variables)
        opt.apply_gradients(zip(grads, net.trainable_variables))
    if stop(np.mean(epoch_losses)):
        break
print(confusion.tolist(), stop.best)
