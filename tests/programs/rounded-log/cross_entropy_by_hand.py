# outcome: nan
import tensorflow as tf

logits = tf.Variable([[0.0, 200.0], [1.0, 2.0]])
labels = tf.constant([[1.0, 0.0], [0.0, 1.0]])

with tf.GradientTape() as tape:
    probabilities = tf.nn.softmax(logits)
    loss = -tf.reduce_mean(labels * tf.math.log(probabilities))  # info: [rounded-log]
print(tape.gradient(loss, logits))
