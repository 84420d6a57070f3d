# outcome: none
import tensorflow.compat.v1 as tf

logits = tf.Variable([[1.5, 2.5], [0.5, 1.0]])
with tf.GradientTape() as tape:
    chosen = tf.argmax(tf.transpose(logits), axis=0, output_type=tf.int32)  # error: [non-differentiable-op]
    loss = tf.losses.mean_squared_error(tf.zeros([2]), tf.to_float(chosen))
grad = tape.gradient(loss, logits)
