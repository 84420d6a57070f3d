# outcome: flows
import tensorflow as tf


@tf.function
def stable_softmax(logits):
    shifted = logits - tf.stop_gradient(tf.reduce_max(logits, axis=-1, keepdims=True))
    exp = tf.exp(shifted)
    return exp / tf.reduce_sum(exp, axis=-1, keepdims=True)


logits = tf.Variable([[1.0, 2.0, 3.0], [0.0, 0.0, 5.0]])
with tf.GradientTape() as tape:
    probs = stable_softmax(logits)
    loss = -tf.reduce_mean(tf.math.log(probs[:, 0] + 1e-9))
print(tape.gradient(loss, logits))
