# outcome: nan
import tensorflow as tf

scores = tf.Variable([[0.3, 1.2, -0.5, 0.0]])
is_word = tf.constant([[True, True, True, False]])
p = None
with tf.GradientTape() as tape:
    p = tf.nn.softmax(tf.where(is_word, scores, -1e9))
    kept = tf.where(is_word, tf.math.log(p), 0.0)  # warning: [rounded-log]
    loss = -tf.reduce_sum(kept)
print(tape.gradient(loss, scores))
