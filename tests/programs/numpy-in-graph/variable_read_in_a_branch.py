# outcome: raises NotImplementedError
import tensorflow as tf


class Record:
    def __init__(self):
        self.lowest = 1e9
        self.step = 0


def counted(record, w):
    @tf.function
    def step(x):
        with tf.GradientTape() as tape:
            loss = tf.square(w * x)
        step.passes.assign_add(1)
        if loss < record.lowest:
            record.step = step.passes.numpy()  # error: [numpy-in-graph]
        return tape.gradient(loss, w)

    step.passes = tf.Variable(0)
    return step


print(counted(Record(), tf.Variable(2.0))(tf.constant(3.0)))
