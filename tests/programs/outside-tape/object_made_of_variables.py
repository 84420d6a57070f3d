# outcome: none
"""An object that computes what it keeps is made before the tape, by the function that asks."""
import tensorflow as tf


class Spline:
    def __init__(self, knots, heights):
        self.steps = tf.nn.softplus(knots)
        self.ends = tf.cumsum(self.steps)
        self.slopes = heights / self.steps

    def area(self, upto):
        inside = tf.cast(self.ends < upto, tf.float32)
        return tf.reduce_sum(inside * self.slopes * self.steps**2)


def fit(goal, rounds=3):
    knots = tf.Variable(tf.ones((5,)))
    heights = tf.Variable(tf.random.uniform((5,)))
    spline = Spline(knots, heights)  # error: [outside-tape]
    for _ in range(rounds):
        with tf.GradientTape() as tape:
            loss = tf.square(spline.area(4.0) - goal)
        for gradient, variable in zip(tape.gradient(loss, [knots, heights]), (knots, heights)):
            if gradient is not None:
                variable.assign_sub(0.01 * gradient)
    return heights


print(fit(3.0))
