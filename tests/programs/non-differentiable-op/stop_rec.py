# outcome: none
import tensorflow as tf


class Controller(tf.Module):
    def __init__(self, n=4):
        super().__init__()
        self.u = tf.Variable(tf.zeros((n, 1)), name="u")

    def rollout(self, x):
        costs = []
        for k in range(self.u.shape[0]):
            with tf.init_scope():
                pass
            force = tf.sign(self.u[k] + 0.1)
            x = 0.9 * x + tf.round(force)  # error: [non-differentiable-op]
            costs.append(tf.reduce_sum(x**2))
        return tf.add_n(costs)


c = Controller()
with tf.GradientTape() as tape:
    cost = c.rollout(tf.ones((1,)))
g = tape.gradient(cost, c.u)
print(g)
