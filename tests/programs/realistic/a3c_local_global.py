# outcome: flows
import threading

import numpy as np
import tensorflow as tf


def make_net():
    inp = tf.keras.Input((3,))
    h = tf.keras.layers.Dense(8, activation="relu")(inp)
    return tf.keras.Model(inp, [tf.keras.layers.Dense(2)(h), tf.keras.layers.Dense(1)(h)])


class Worker(threading.Thread):
    lock = threading.Lock()

    def __init__(self, global_net, opt, idx):
        super().__init__()
        self.global_net, self.opt, self.idx = global_net, opt, idx
        self.local = make_net()

    def run(self):
        rng = np.random.default_rng(self.idx)
        for _ in range(2):
            with self.lock:
                self.local.set_weights(self.global_net.get_weights())
            s = rng.normal(size=(5, 3)).astype("float32")
            ret = rng.normal(size=(5, 1)).astype("float32")
            with tf.GradientTape() as tape:
                logits, v = self.local(s)
                adv = ret - v
                a = tf.random.categorical(logits, 1)[:, 0]
                logp = -tf.nn.sparse_softmax_cross_entropy_with_logits(a, logits)
                loss = tf.reduce_mean(adv**2) - tf.reduce_mean(logp * tf.stop_gradient(adv[:, 0]))
            grads = tape.gradient(loss, self.local.trainable_weights)
            with self.lock:
                self.opt.apply_gradients(zip(grads, self.global_net.trainable_weights))


global_net = make_net()
opt = tf.keras.optimizers.RMSprop(1e-3)
opt.build(global_net.trainable_weights)
workers = [Worker(global_net, opt, i) for i in range(2)]
for w in workers:
    w.start()
for w in workers:
    w.join()
print("done", len(workers))
