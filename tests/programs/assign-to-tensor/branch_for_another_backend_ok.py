# outcome: flows
"""What only another backend of Keras would run may write into its tensors."""
import keras
import tensorflow as tf
from keras import ops


def best_of(scores, kept):
    chosen = ops.zeros((scores.shape[0], kept))
    if keras.backend.backend() == "torch":
        for row in range(scores.shape[0]):
            chosen[row] = scores[row].sort(descending=True)[0][:kept]
    elif keras.config.backend() == "tensorflow":
        chosen = tf.math.top_k(scores, kept).values
    return chosen


w = tf.Variable([[1.0, 3.0, 2.0], [0.5, 0.1, 0.9]])
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(best_of(w * 2.0, 2))
print(tape.gradient(loss, w))
