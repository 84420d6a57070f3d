# outcome: flows raises RuntimeError
import tensorflow as tf


class Agent(tf.Module):
    def __init__(self):
        super().__init__()
        self.temperature = tf.Variable(1.0)

    def step(self, x):
        with tf.GradientTape() as tape:
            loss = tf.square(x / self.temperature)
        grad = tape.gradient(loss, self.temperature)
        self.temperature *= 0.99  # error: [replaced-variable]
        return grad


agent = Agent()
print(agent.step(tf.constant(2.0)))
