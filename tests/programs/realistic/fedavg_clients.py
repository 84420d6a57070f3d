# outcome: flows
import copy

import numpy as np
import tensorflow as tf


def make():
    return tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(4, activation="relu"), tf.keras.layers.Dense(1)])


class Client:
    def __init__(self, cid, data):
        self.cid, self.data = cid, data
        self.model = make()

    def update(self, weights, epochs=2, mu=0.01):
        self.model.set_weights(weights)
        anchor = [tf.constant(w) for w in weights]
        opt = tf.keras.optimizers.SGD(0.05)
        x, y = self.data
        for _ in range(epochs):
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean((self.model(x) - y) ** 2)
                prox = tf.add_n([tf.nn.l2_loss(v - a) for v, a in zip(self.model.trainable_variables, anchor)])
                total = loss + mu * prox
            grads = tape.gradient(total, self.model.trainable_variables)
            opt.apply_gradients(zip(grads, self.model.trainable_variables))
        return self.model.get_weights(), len(x), float(loss)


server = make()
clients = [Client(i, (tf.random.normal([8, 3]), tf.random.normal([8, 1]))) for i in range(3)]
for rnd in range(2):
    results = [c.update(copy.deepcopy(server.get_weights())) for c in clients]
    total = sum(n for _, n, _ in results)
    merged = [np.sum([w[i] * (n / total) for w, n, _ in results], axis=0) for i in range(len(server.weights))]
    server.set_weights(merged)
    print(rnd, np.mean([l for *_, l in results]))
