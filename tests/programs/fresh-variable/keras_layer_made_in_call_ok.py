# outcome: flows
"""Each fold of the cross validation has a projection of its own."""
import tensorflow as tf


class Net:
    def __init__(self):
        self.proj = tf.keras.layers.Dense(2)

    def forward(self, x):
        return self.proj(x)


scores = []
for fold in range(2):
    net = Net()
    x = tf.random.normal((6, 3))
    for i in range(3):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(net.forward(x) ** 2)
        weights = net.proj.trainable_weights
        for w, g in zip(weights, tape.gradient(loss, weights)):
            w.assign_sub(0.1 * g)
    scores.append(float(loss))
print(scores)
