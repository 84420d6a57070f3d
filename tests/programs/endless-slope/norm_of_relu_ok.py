# outcome: flows
import tensorflow as tf

w = tf.Variable(tf.ones([3, 4]))
x = tf.constant([[1.0, -0.5, 2.0], [-1.0, 3.0, 0.5]])
with tf.GradientTape() as tape:
    h = tf.nn.relu(x @ w - tf.constant([0.0, 1.0, 9.0, 0.5]))
    n = tf.norm(h, axis=-1, keepdims=True)  # info: [endless-slope]
    s = tf.math.reduce_std(h, axis=-1)  # info: [endless-slope]
    loss = tf.reduce_sum(h / (n + 1e-6)) + tf.reduce_sum(s)
print(tape.gradient(loss, w))
