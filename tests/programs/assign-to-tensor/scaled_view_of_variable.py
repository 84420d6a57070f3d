# outcome: raises AttributeError
import tensorflow as tf

logits = tf.Variable(tf.zeros((2, 3)))
first_row = logits[0] * 1.0

with tf.GradientTape() as tape:
    loss = -tf.reduce_sum(tf.nn.log_softmax(logits)[:, 1])
g = tape.gradient(loss, logits)
first_row.assign_sub(0.5 * g[0])  # error: [assign-to-tensor]
print(logits)
