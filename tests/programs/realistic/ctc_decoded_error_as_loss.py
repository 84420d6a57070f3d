# outcome: none raises ValueError
import tensorflow as tf
from tensorflow.keras import Sequential, layers

model = Sequential([layers.Input((8, 5)), layers.SimpleRNN(12, return_sequences=True), layers.Dense(5)])
opt = tf.keras.optimizers.Adam(1e-3)
frames = tf.random.normal((4, 8, 5))
truth = tf.sparse.from_dense(tf.constant([[1, 2], [3, 1], [2, 2], [4, 3]], tf.int64))


def label_error_rate(logits, truth):
    time_major = tf.transpose(logits, (1, 0, 2))
    decoded, _ = tf.nn.ctc_greedy_decoder(time_major, tf.fill((4,), 8))  # error: [non-differentiable-op]
    return tf.reduce_mean(tf.edit_distance(decoded[0], truth))  # or: [non-differentiable-op]


with tf.GradientTape() as tape:
    loss = label_error_rate(model(frames), truth)
grads = tape.gradient(loss, model.trainable_variables)
opt.apply_gradients(zip(grads, model.trainable_variables))
