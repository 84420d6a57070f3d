# outcome: nan
import tensorflow as tf

scores = tf.Variable([0.3, -0.2, 0.8])
targets = tf.random.uniform((3,), -1.0, 0.0)


def mean_of_hits(values, labels):
    hits = tf.cast(labels > 0.0, tf.float32)
    count = tf.reduce_sum(hits)
    return tf.where(count > 0.0, tf.reduce_sum(values * hits) / count, 0.0)  # warning: [unsafe-where]


with tf.GradientTape() as tape:
    loss = mean_of_hits(tf.square(scores - targets), targets)
print(tape.gradient(loss, scores))
