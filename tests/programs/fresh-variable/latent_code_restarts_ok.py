# outcome: flows
"""Latent optimisation with several random restarts; each keeps its code for all its steps."""
import tensorflow as tf

gen = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(5)])
target = tf.random.normal((1, 5))


class Inverter:
    def __init__(self, lr=0.1):
        self.lr = lr
        self.z = None

    def restart(self):
        self.z = tf.Variable(tf.random.normal((1, 3)), trainable=True)

    def iterate(self):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((gen(self.z) - target) ** 2)
        self.z.assign_sub(self.lr * tape.gradient(loss, self.z))
        return loss


inv = Inverter()
for attempt in range(2):
    inv.restart()
    n, best = 0, float("inf")
    while n < 3 and best > 1e-6:
        best = min(best, float(inv.iterate()))
        n += 1
    print(best)
