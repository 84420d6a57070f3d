# outcome: flows
import numpy as np
import tensorflow as tf


class Scorer:
    def __init__(self):
        self.w = tf.Variable(np.ones(3, dtype=np.float32))

    def save(self):
        return {"w": self.w.numpy()}

    def load(self, state, fresh=False):
        if fresh:
            self.w = tf.Variable(state["w"])
        else:
            self.w.assign(state["w"])

    def step(self, x, y):
        with tf.GradientTape() as tape:
            loss = (tf.tensordot(self.w, x, 1) - y) ** 2
        g = tape.gradient(loss, self.w)
        self.w.assign_sub(0.1 * g)


scorer = Scorer()
x = tf.constant([1.0, 0.0, 2.0])
scorer.step(x, 1.0)
scorer.load(scorer.save())
scorer.step(x, 1.0)
scorer.load(scorer.save(), fresh=True)
scorer.step(x, 2.0)
