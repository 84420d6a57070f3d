# outcome: nan
"""Words of padding are multiplied by zero, and their direction is asked for all the same."""
import tensorflow as tf

PAD = 0
sentences = tf.constant([[5, 3, 2, PAD], [1, PAD, PAD, PAD]])
words = tf.Variable(tf.random.stateless_normal([9, 4], seed=(1, 2)), name="words")


def direction(ids):
    kept = tf.cast(tf.not_equal(ids, PAD), tf.float32)[..., tf.newaxis]
    seen = tf.gather(words, ids) * kept
    return seen / tf.norm(seen, axis=-1, keepdims=True)  # warning: [endless-slope]


with tf.GradientTape() as tape:
    loss = tf.reduce_sum(direction(sentences)[..., 0])
print(tape.gradient(loss, words))
