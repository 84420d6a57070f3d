# outcome: zero
import tensorflow as tf

first, last = tf.keras.layers.Dense(8), tf.keras.layers.Dense(1)


def critic(rows):
    return last(tf.nn.leaky_relu(first(rows)))  # error: [zero-gradient]


rows = tf.random.normal((5, 3))
with tf.GradientTape() as second:
    second.watch(rows)
    with tf.GradientTape() as one:
        one.watch(rows)
        score = tf.reduce_sum(critic(rows))
    slopes = one.gradient(score, rows)
    size = tf.reduce_sum(slopes ** 2)
print(second.gradient(size, rows))
