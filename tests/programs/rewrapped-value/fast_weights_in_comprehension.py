# outcome: none
import tensorflow as tf

slow = [tf.Variable([[0.2], [0.4]]), tf.Variable([0.1])]
seen, asked = tf.random.normal((5, 2)), tf.random.normal((5, 2))


def error(weights, rows):
    return tf.reduce_mean((rows @ weights[0] + weights[1] - 1.0) ** 2)


with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        first = error(slow, seen)
    steps = inner.gradient(first, slow)
    fast = [tf.Variable(w - 0.3 * s) for w, s in zip(slow, steps)]  # error: [rewrapped-value]
    second = error(fast, asked)
print(outer.gradient(second, slow))
