# outcome: stuck
"""A projection that is made in the forward pass."""
import tensorflow as tf


class Net:
    def forward(self, x):
        self.proj = tf.keras.layers.Dense(2)  # warning: [fresh-variable]
        return self.proj(x)


net = Net()
x = tf.random.normal((6, 3))
for i in range(4):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(net.forward(x) ** 2)
    weights = net.proj.trainable_weights
    for w, g in zip(weights, tape.gradient(loss, weights)):
        w.assign_sub(0.1 * g)
    print(loss.numpy())
