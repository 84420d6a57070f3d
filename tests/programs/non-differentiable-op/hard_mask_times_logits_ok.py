# outcome: flows
import tensorflow as tf

scores = tf.Variable([[0.2, 1.4, -0.3], [2.0, 0.1, 0.4]])

with tf.GradientTape() as tape:
    keep = tf.cast(scores > 0.25, scores.dtype)
    kept = scores * keep
    top = tf.gather(kept, tf.argmax(kept, axis=1), axis=1, batch_dims=1)
    rounded = tf.round(scores)
    gap = scores - tf.stop_gradient(rounded)
    loss = tf.reduce_sum(top) + tf.reduce_sum(gap**2)

print(tape.gradient(loss, scores))
