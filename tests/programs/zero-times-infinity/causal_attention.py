# outcome: nan
import tensorflow as tf

HIDDEN = float("-inf")
length, width = 5, 4
tokens = tf.random.normal((2, length, width))
queries, keys, values = (tf.Variable(tf.random.normal((width, width))) for _ in range(3))


def attend(x):
    scores = tf.matmul(x @ queries, x @ keys, transpose_b=True) / 2.0
    future = 1.0 - tf.linalg.band_part(tf.ones((length, length)), -1, 0)
    scores += future * HIDDEN  # warning: [zero-times-infinity]
    return tf.matmul(tf.nn.softmax(scores), x @ values)


with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(attend(tokens) - tokens))
print(tape.gradient(loss, [queries, keys, values]))
