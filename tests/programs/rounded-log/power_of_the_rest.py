# outcome: nan
"""What is left of a probability is rounded to zero, and its root has no slope there."""
import tensorflow as tf

logits = tf.Variable([25.0, -1.0, 0.5])
label = tf.constant([1.0, 0.0, 1.0])

with tf.GradientTape() as tape:
    p = tf.sigmoid(logits)
    right = tf.where(label == 1.0, p, 1.0 - p)  # or: [rounded-log]
    focus = tf.pow(1.0 - right, 0.5)  # info: [rounded-log]
    loss = -tf.reduce_sum(focus * tf.math.log(right))  # info: [rounded-log]
print(tape.gradient(loss, logits))
