# outcome: flows
import tensorflow as tf
from wrapt import CallableObjectProxy

solve = CallableObjectProxy(lambda func, state: func(state))  # of a library


class Slope(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.inner = tf.keras.layers.Dense(8, activation="tanh")
        self.outer = tf.keras.layers.Dense(2)

    def call(self, state):
        return self.outer(self.inner(state))


slope = Slope()
optimizer = tf.keras.optimizers.RMSprop(1e-3)
for _ in range(3):
    with tf.GradientTape() as tape:
        states = solve(slope, tf.random.normal((4, 2)))
        loss = tf.reduce_mean(tf.abs(states))
    gradients = tape.gradient(loss, slope.variables)
    optimizer.apply_gradients(zip(gradients, slope.variables))
