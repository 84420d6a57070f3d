# outcome: raises NotImplementedError
import tensorflow as tf

kept = {}


def counted():
    w = tf.Variable(2.0)

    @tf.function
    def step(x):
        with tf.GradientTape() as tape:
            loss = tf.square(w * x)
        gradient = tape.gradient(loss, w)
        step.passes.assign_add(1)
        kept["pass"] = step.passes.numpy()  # error: [numpy-in-graph]
        return loss, gradient

    step.passes = tf.Variable(0)
    return step


print(counted()(tf.constant(1.0)))
