# outcome: flows
import tensorflow as tf


def huber(y_true, y_pred):
    error = tf.abs(y_true - y_pred)
    if tf.reduce_max(error) > 1.0:
        return tf.reduce_mean(error - 0.5)
    return tf.reduce_mean(0.5 * error**2)


weights = tf.Variable(tf.random.normal([4]))
truth = tf.constant([0.0, 1.0, 2.0, 3.0])

with tf.GradientTape() as tape:
    scores = weights * 2.0
    loss = tf.py_function(huber, [truth, scores], tf.float32)
print(tape.gradient(loss, weights))
