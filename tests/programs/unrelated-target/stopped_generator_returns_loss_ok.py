# outcome: flows
import tensorflow as tf

w = tf.Variable([0.2, 0.4])


def rollout(steps):
    cost = 0.0
    for _ in range(steps):
        cost += tf.reduce_sum(w**2)
        yield cost
    return cost


def drain(generator):
    while True:
        try:
            next(generator)
        except StopIteration as stop:
            return stop.value


with tf.GradientTape() as tape:
    cost = drain(rollout(2))
print(tape.gradient(cost, w))
