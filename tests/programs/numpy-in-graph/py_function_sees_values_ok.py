# outcome: flows
import tensorflow as tf

w = tf.Variable([1.0, 2.0])


def report(value):
    print("loss is", value.numpy())
    return value


@tf.function
def step(x):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum((w * x) ** 2)
    tf.py_function(report, [loss], tf.float32)
    return tape.gradient(loss, w)


print(step(tf.ones((2,))))
