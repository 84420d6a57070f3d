# outcome: flows
import tensorflow as tf

gain = tf.Variable(0.8)
target = tf.Variable(2.0)


def settle(x0, n=4):
    def cond(i, x):
        return i < n

    def body(i, x):
        correction = gain * (target - x)
        return i + 1, x + correction

    _, x = tf.while_loop(cond, body, [tf.constant(0), x0])
    return x


with tf.GradientTape() as tape:
    final = settle(tf.constant(0.0))
    loss = tf.square(final - 1.0)
print(tape.gradient(loss, [gain, target]))
