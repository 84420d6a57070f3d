# outcome: flows
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(7)
inputs = rng.normal(size=(50, 6)).astype(np.float32)
target = rng.integers(0, 3, size=50)
kernel = tf.Variable(rng.normal(scale=0.1, size=(6, 3)).astype(np.float32), name="kernel")
start_logits = tf.zeros((50, 3))


def classification_loss(logits, labels, reference=None):
    onehot = tf.one_hot(labels, 3)
    per_example = tf.nn.softmax_cross_entropy_with_logits(onehot, logits)
    return tf.reduce_mean(per_example)


for it in range(3):
    with tf.GradientTape() as t:
        logits = tf.linalg.matmul(inputs, kernel)
        loss = classification_loss(logits, target, start_logits)
    g = t.gradient(loss, kernel)
    print(it, loss.numpy())
    if g is not None:
        kernel.assign_sub(0.5 * g)
