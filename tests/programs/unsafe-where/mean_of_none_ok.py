# outcome: flows
import tensorflow as tf

scores = tf.Variable([0.3, -0.2, 0.8])
targets = tf.random.uniform((3,), -1.0, 0.0)

with tf.GradientTape(persistent=True) as tape:
    hits = tf.cast(targets > 0.0, tf.float32)
    total, count = tf.reduce_sum(tf.square(scores) * hits), tf.reduce_sum(hits)
    limited = total / tf.maximum(count, 1.0)
    without = tf.math.divide_no_nan(total, count)
    guarded = tf.where(count > 0.0, total / tf.where(count > 0.0, count, 1.0), 0.0)
    factor = tf.where(count > 0.0, 1.0 / count, 0.0) * total
    shifted = total / (count + 1e-6)
for value in (limited, without, guarded, factor, shifted):
    print(tape.gradient(value, scores))
