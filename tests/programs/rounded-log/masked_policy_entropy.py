# outcome: nan
import tensorflow as tf

BOARD = 9
boards = tf.constant([[1, 0, 0, -1, 0, 0, 0, 0, 1], [0, 0, -1, 1, 0, 0, 0, 0, 0]], tf.float32)
head = tf.keras.layers.Dense(BOARD)


def masked(board):
    legal = tf.cast(tf.equal(board, 0.0), tf.float32)
    return head(board) + (1.0 - legal) * -1e9


def entropy(logits):
    p = tf.nn.softmax(logits)
    return -tf.reduce_sum(p * tf.math.log(p), axis=-1)  # warning: [rounded-log]


with tf.GradientTape() as tape:
    bonus = tf.reduce_mean(entropy(masked(boards)))
print(tape.gradient(bonus, head.trainable_variables))
