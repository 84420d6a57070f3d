# outcome: raises ValueError
import numpy as np
import tensorflow as tf


class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(20, activation="tanh")
        self.out = tf.keras.layers.Dense(1)

    def call(self, t):
        return self.out(self.hidden(t))


net = Net()
params = net.trainable_variables  # error: [foreign-sources]
opt = tf.keras.optimizers.Adam(0.01)
t = np.linspace(0, 1, 25, dtype=np.float32).reshape(-1, 1)
y = np.exp(-t)

for epoch in range(4):
    with tf.GradientTape() as tape:
        err = net(t) - y
        loss = tf.reduce_mean(err * err)
    opt.apply_gradients(zip(tape.gradient(loss, params), params))  # or: [foreign-sources]
    print(epoch, loss.numpy())
