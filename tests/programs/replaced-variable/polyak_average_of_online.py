# outcome: none raises TypeError
import tensorflow as tf


class Agent:
    def __init__(self):
        self.w = tf.Variable(tf.random.normal((3, 1)))
        self.avg = tf.identity(self.w)

    def q(self, s):
        return s @ self.w

    def polyak(self, tau=0.9):
        self.avg = tau * self.avg + (1.0 - tau) * self.w
        self.w = self.avg  # error: [replaced-variable]


agent = Agent()
for _ in range(3):
    s = tf.random.normal((4, 3))
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(agent.q(s) ** 2)
    g = tape.gradient(loss, agent.w)
    if isinstance(agent.w, tf.Variable):
        agent.w.assign_sub(0.1 * g)
    else:
        agent.w = agent.w - 0.1 * g
    agent.polyak()
