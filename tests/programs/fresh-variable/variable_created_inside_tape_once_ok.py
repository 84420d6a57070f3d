# outcome: flows
import tensorflow as tf

x = tf.constant([1.0, 2.0])
with tf.GradientTape() as tape:
    w = tf.Variable(0.5, name="w")
    if tf.reduce_sum(x) > 0:
        b = tf.Variable(0.1, name="b")
    loss = tf.reduce_sum((w * x + b) ** 2)
print(tape.gradient(loss, [w, b]))
