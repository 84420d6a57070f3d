# outcome: flows
"""The length of a word of padding is left out by a mask, or kept away from zero."""
import tensorflow as tf

PAD = 0
sentences = tf.constant([[5, 3, 2, PAD], [1, PAD, PAD, PAD]])
words = tf.Variable(tf.random.stateless_normal([9, 4], seed=(1, 2)), name="words")
kept = tf.cast(tf.not_equal(sentences, PAD), tf.float32)[..., tf.newaxis]

with tf.GradientTape(persistent=True) as tape:
    seen = tf.gather(words, sentences) * kept
    direction = seen / tf.maximum(tf.norm(seen, axis=-1, keepdims=True), 1e-6)
    unit = tf.math.l2_normalize(seen, axis=-1)
    weighted = tf.gather(words, sentences) * (0.5 + kept)
    length = tf.norm(weighted, axis=-1, keepdims=True)
    loss = tf.reduce_sum(direction[..., 0] + unit[..., 1]) + tf.reduce_mean(length)
    of_pairs = tf.reduce_mean(tf.norm(tf.reshape(seen, [2, -1]), axis=-1))
print(tape.gradient(loss, words), tape.gradient(of_pairs, words))
